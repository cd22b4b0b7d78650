/** Says why something failed that others wrote. */
import { Predicate } from "effect"
import { withoutSecrets } from "./withoutSecrets.ts"
import type { Secrets } from "./withoutSecrets.ts"

/**
 * Gives the reason of an error, a defect or whatever else was thrown, without any of the secrets. Nothing of it is shown
 * where they are not known.
 */
export const describeFailure = (error: unknown, secrets: Secrets): string =>
  secrets === "own"
    ? "what it says is not repeated, as it may hold a secret."
    : withoutSecrets(reasonOf(error), secrets)

const reasonOf = (error: unknown): string => {
  const message = Predicate.hasProperty(error, "message") ? error.message : error
  return Predicate.isString(message) && message !== "" ? message : "it gave no reason."
}
