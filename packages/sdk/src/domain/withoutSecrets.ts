/** Redacts secrets from text that others wrote. */
import { Redacted } from "effect"

/**
 * Names what others may repeat: secrets that were given to them, or some of their `own`, which nobody else knows.
 */
export type Secrets = GivenSecrets | "own"

/**
 * Names what others may repeat that was given to them. A text among them is redacted too, secret or not.
 */
export type GivenSecrets = ReadonlyArray<Redacted.Redacted | string | undefined>

/**
 * Replaces each of the secrets in a text, such as the message of a module's error, as it is or as URLs and forms have it.
 */
export const withoutSecrets = (text: string, secrets: GivenSecrets): string =>
  secrets
    .flatMap((secret) => formsOf(Redacted.isRedacted(secret) ? Redacted.value(secret) : (secret ?? "")))
    .filter((form) => form !== "")
    .toSorted((a, b) => b.length - a.length)
    .reduce((redacted, form) => redacted.replaceAll(form, "<redacted>"), text)

const formsOf = (secret: string): ReadonlyArray<string> => [
  secret,
  encodeURIComponent(secret.toWellFormed()),
  new URLSearchParams({ "": secret }).toString().slice(1)
]
