/** The ways in which a request to a token endpoint fails. None of them holds a secret or a byte of the answer. */
import { Schema } from "effect"

const request = {
  /** The domain of the integration, or else the auth domain of the implementation that sent the request. */
  domain: Schema.String,
  operation: Schema.Literals(["exchange", "refresh"]),
  message: Schema.String
}

/**
 * Says that the token endpoint gave no answer that counts: 429, 5xx, no connection or no answer in time, an error that
 * says "later", or one of which it is unclear what it means (`reason`). Try again later with the same token; a code is
 * never sent twice.
 *
 * `retryAfter` is in seconds, where the provider said so. `error` is its error code, where that is a known one.
 *
 * @category errors
 * @since 0.1.0
 */
export class TokenEndpointUnavailable extends Schema.TaggedError<TokenEndpointUnavailable>()(
  "TokenEndpointUnavailable",
  {
    ...request,
    reason: Schema.Literals(["rateLimited", "serverError", "connection", "timeout", "unclear"]),
    status: Schema.optionalKey(Schema.Number),
    retryAfter: Schema.optionalKey(Schema.Number),
    error: Schema.optionalKey(Schema.String)
  }
) {}

/**
 * Says that the provider refused the code, the token or the client: an error code that says so, or a plain 400 or 401. The
 * user has to link the account again. Also given where there is no refresh token to send, and where it has been unclear
 * for long whether the provider refuses.
 *
 * `error` is the provider's error code where it is a registered or well-known one; others are left out, as an answer
 * may repeat what was sent.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.2
 * @category errors
 * @since 0.1.0
 */
export class ReauthenticationRequired extends Schema.TaggedError<ReauthenticationRequired>()(
  "ReauthenticationRequired",
  {
    ...request,
    reason: Schema.Literals(["rejected", "noRefreshToken", "unclear"]),
    status: Schema.optionalKey(Schema.Number),
    error: Schema.optionalKey(Schema.String)
  }
) {}

/**
 * Says that the answer is no token response: HTML, empty, truncated, too large, without an access token or with a
 * member of the wrong type. No token is made up from it.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.1
 * @category errors
 * @since 0.1.0
 */
export class TokenResponseUnusable extends Schema.TaggedError<TokenResponseUnusable>()(
  "TokenResponseUnusable",
  {
    ...request,
    reason: Schema.Literals([
      "empty",
      "notAToken",
      "tooLarge",
      "missingMember",
      "wrongType",
      "unexpectedStatus"
    ]),
    status: Schema.Number,
    /** The member that is missing or wrongly typed. */
    member: Schema.optionalKey(Schema.String)
  }
) {}

/**
 * Says that the token endpoint answered with a redirect. It is not followed: the client's secret and the code would go
 * along.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9700#section-4.11
 * @category errors
 * @since 0.1.0
 */
export class TokenEndpointRedirected extends Schema.TaggedError<TokenEndpointRedirected>()(
  "TokenEndpointRedirected",
  {
    ...request,
    status: Schema.Number
  }
) {}

/**
 * Names the failures that may leave it open what the provider thinks of a token.
 */
export type Unclear = TokenEndpointUnavailable | TokenResponseUnusable | TokenEndpointRedirected

/**
 * Tells whether a failure leaves it open what the provider thinks of the token: an answer that is neither a token nor a
 * refusal nor a sign that the endpoint is busy.
 */
export const isUnclear = (error: { readonly _tag: string; readonly reason?: unknown }): error is Unclear =>
  error._tag === "TokenEndpointUnavailable"
    ? error.reason === "unclear"
    : error._tag === "TokenResponseUnusable" || error._tag === "TokenEndpointRedirected"
