/** The answer to a token request, judged. */
import { Option, Result } from "effect"
import type { TokenResponse } from "../domain/TokenResponse.ts"
import {
  ReauthenticationRequired,
  TokenEndpointRedirected,
  TokenEndpointUnavailable,
  TokenResponseUnusable
} from "../domain/TokenRequestError.ts"
import { knownErrorCode } from "./ErrorCode.ts"
import type { RawResponse } from "./RawResponse.ts"
import { retryAfterOf } from "./RetryAfter.ts"
import type { TokenRequest } from "./TokenRequest.ts"
import { isTokenResponseMembers, parseTokenResponseBody } from "./TokenResponseBody.ts"
import type { TokenResponseMembers } from "./TokenResponseBody.ts"
import { decodeTokenResponse } from "./TokenResponseDecoder.ts"

/**
 * Names the failures that an answer can mean.
 *
 * @category errors
 * @since 0.1.0
 */
export type TokenResponseError =
  | TokenEndpointUnavailable
  | ReauthenticationRequired
  | TokenResponseUnusable
  | TokenEndpointRedirected

/**
 * Finds the members of a token response in an answer that a provider nests.
 *
 * @category models
 * @since 0.1.0
 */
export type UnwrapTokenResponse = (members: TokenResponseMembers) => unknown

type Context = Pick<TokenRequest, "domain" | "operation">

/**
 * Judges the answer to a code grant or refresh request: a response, or the failure that it means.
 *
 * `unwrap` finds the members in an answer that a provider nests. Where it finds no object, or throws, the answer counts
 * as it came. An error is seen in either.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { processTokenResponse } from "@application-credentials/sdk"
 * import { Result } from "effect"
 *
 * const request = { domain: "acme", operation: "refresh" } as const
 * const granted = { status: 200, body: '{"access_token":"at","expires_in":"3600"}' }
 * assert.equal(Result.getOrThrow(processTokenResponse(request, granted)).expiresIn, 3600)
 *
 * const refused = { status: 400, body: '{"error":"invalid_grant"}' }
 * const error = Result.getOrThrow(Result.flip(processTokenResponse(request, refused)))
 * assert.equal(error._tag, "ReauthenticationRequired")
 * ```
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5
 * @see homeassistant/helpers/config_entry_oauth2_flow.py, LocalOAuth2Implementation._token_request
 * @category protocol
 * @since 0.1.0
 */
export const processTokenResponse = (
  request: Context,
  response: RawResponse,
  unwrap: UnwrapTokenResponse = (members) => members
): Result.Result<TokenResponse, TokenResponseError> => {
  const { status } = response
  const context = { domain: request.domain, operation: request.operation }
  if (status === 429 || status >= 500) return Result.fail(unavailable(context, response))
  const outer = parseTokenResponseBody(response.body, response.contentType)
  if (status >= 400) return Result.fail(rejected(context, status, Option.getOrUndefined(outer)?.["error"]))
  if (status === 0 || (status >= 300 && status < 400)) return Result.fail(redirected(context, status))
  if (status < 200) return Result.fail(unusable(context, { status, reason: "unexpectedStatus" }))
  if (Option.isNone(outer)) {
    return Result.fail(
      unusable(context, { status, reason: response.body.trim() === "" ? "empty" : "notAToken" })
    )
  }
  const inner = unwrapOr(outer.value, unwrap)
  const refused = [outer.value, inner].find(hasError)
  if (refused !== undefined) return Result.fail(rejected(context, status, refused["error"]))
  return Result.mapError(decodeTokenResponse(inner), (refused) => unusable(context, { status, ...refused }))
}

const unwrapOr = (outer: TokenResponseMembers, unwrap: UnwrapTokenResponse): TokenResponseMembers => {
  const inner = Result.try(() => unwrap(outer))
  return Result.isSuccess(inner) && isTokenResponseMembers(inner.success) ? inner.success : outer
}

const hasError = (members: TokenResponseMembers): boolean => {
  const error = members["error"]
  return error !== undefined && error !== null && error !== false && error !== ""
}

const unavailable = (context: Context, response: RawResponse): TokenEndpointUnavailable => {
  const retryAfter = retryAfterOf(response)
  return new TokenEndpointUnavailable({
    ...context,
    reason: response.status === 429 ? "rateLimited" : "serverError",
    status: response.status,
    ...(retryAfter === undefined ? {} : { retryAfter }),
    message: `The token endpoint of ${context.domain} answered ${response.status} to the ${context.operation}. Try again later.`
  })
}

const rejected = (context: Context, status: number, code: unknown): ReauthenticationRequired => {
  const error = knownErrorCode(code)
  return new ReauthenticationRequired({
    ...context,
    reason: "rejected",
    status,
    ...(error === undefined ? {} : { error }),
    message: `The provider of ${context.domain} refused the ${context.operation} (${status}, ${
      error ?? "no known error code"
    }). Link the account again; if that fails too, check the client id and secret.`
  })
}

const redirected = (context: Context, status: number): TokenEndpointRedirected =>
  new TokenEndpointRedirected({
    ...context,
    status,
    message: `The token endpoint of ${context.domain} redirects (${status}), which is not followed so that no secret goes along. Correct the token URL.`
  })

/** Makes the error of an answer that is no token response. */
export const unusable = (
  context: Context,
  details: Pick<TokenResponseUnusable, "status" | "reason"> & { readonly member?: string }
): TokenResponseUnusable =>
  new TokenResponseUnusable({
    ...context,
    ...details,
    message: `The token endpoint of ${context.domain} answered ${details.status} with no usable token (${details.reason}${
      details.member === undefined ? "" : ` ${details.member}`
    }). Check the token URL, and what the provider documents for its answer.`
  })
