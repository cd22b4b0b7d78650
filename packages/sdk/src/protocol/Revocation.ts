/** Revocation: what is revoked, and what the answer means. */
import { Option, Result } from "effect"
import type { Redacted } from "effect"
import { TokenRevocationFailed } from "../domain/TokenRevocationFailed.ts"
import { knownErrorCode } from "./ErrorCode.ts"
import type { RawResponse } from "./RawResponse.ts"
import { parseTokenResponseBody } from "./TokenResponseBody.ts"

/**
 * Holds a token to revoke, and which kind it is. `isOptional` says that a provider need not support revoking this kind.
 */
export interface RevokedToken {
  readonly token: Redacted.Redacted
  readonly hint: "refresh_token" | "access_token"
  readonly isOptional?: boolean | undefined
}

/**
 * Judges the answer to a revocation request. A token that the provider does not know any more is as good as revoked,
 * also where the provider calls it an error.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7009#section-2.2
 */
export const processRevocationResponse = (
  domain: string,
  response: RawResponse,
  revoked: Pick<RevokedToken, "isOptional"> = {}
): Result.Result<void, TokenRevocationFailed> => {
  const { status } = response
  if (status >= 200 && status < 300) return Result.void
  const members = parseTokenResponseBody(response.body, response.contentType)
  const error = knownErrorCode(Option.getOrUndefined(members)?.["error"])
  if (status < 500 && error === "invalid_token") return Result.void
  if (error === "unsupported_token_type" && revoked.isOptional === true) return Result.void
  const isAway = status === 429 || status >= 500
  return Result.fail(
    new TokenRevocationFailed({
      domain,
      reason: isAway ? "unavailable" : "refused",
      status,
      ...(error === undefined ? {} : { error }),
      message: `The provider of ${domain} did not revoke the token (${status}, ${error ?? "no known error code"}). ${
        isAway ? "Try again later, or remove" : "Remove"
      } the access in the settings of the account there.`
    })
  )
}
