/** Strikes secrets from text that others wrote. */
import { Redacted } from "effect"

/**
 * Replaces each of the secrets in a text, such as the message of a module's error.
 *
 * @category secrets
 * @since 0.1.0
 */
export const withoutSecrets = (text: string, secrets: ReadonlyArray<Redacted.Redacted | undefined>): string =>
  secrets
    .flatMap((secret) => (secret === undefined ? [] : [Redacted.value(secret)]))
    .filter((secret) => secret !== "")
    .toSorted((a, b) => b.length - a.length)
    .reduce((struck, secret) => struck.replaceAll(secret, "<redacted>"), text)
