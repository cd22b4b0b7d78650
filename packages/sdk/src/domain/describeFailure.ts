/** Says why something failed that others wrote. */
import { Predicate } from "effect"
import type { Redacted } from "effect"
import { withoutSecrets } from "./withoutSecrets.ts"

/**
 * Gives the reason of an error, a defect or whatever else was thrown, without any of the secrets.
 *
 * @category secrets
 * @since 0.1.0
 */
export const describeFailure = (
  error: unknown,
  secrets: ReadonlyArray<Redacted.Redacted | undefined>
): string => withoutSecrets(reasonOf(error), secrets)

const reasonOf = (error: unknown): string => {
  const message = Predicate.hasProperty(error, "message") ? error.message : error
  return Predicate.isString(message) && message !== "" ? message : "it gave no reason."
}
