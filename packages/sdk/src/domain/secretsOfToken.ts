/** What of a token others may repeat. */
import { Predicate, Redacted } from "effect"
import type { Token } from "./Token.ts"
import type { GivenSecrets } from "./withoutSecrets.ts"

/**
 * Gives what of a token may be secret: its tokens, and every text that the provider added, such as an ID token.
 */
export const secretsOfToken = ({ accessToken, extra, refreshToken }: Token): GivenSecrets => [
  accessToken,
  refreshToken,
  ...Object.values(Redacted.value(extra)).filter(Predicate.isString)
]
