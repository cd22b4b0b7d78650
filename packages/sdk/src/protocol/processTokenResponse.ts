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
import { isBusy, isRefusal } from "./ErrorMeaning.ts"
import type { ErrorMeaning } from "./ErrorMeaning.ts"
import type { RawResponse } from "./RawResponse.ts"
import { retryAfterOf } from "./RetryAfter.ts"
import type { TokenRequest } from "./TokenRequest.ts"
import { isTokenResponseMembers, parseTokenResponseBody } from "./TokenResponseBody.ts"
import type { TokenResponseMembers } from "./TokenResponseBody.ts"
import { decodeExpiresIn, decodeScope, decodeTokenResponse } from "./TokenResponseDecoder.ts"

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
 * as it came. An error is seen in either. `meaning` says what a provider's own errors mean.
 *
 * A refusal is an error code that says so, or a plain 400 or 401. 429, any 5xx, codes such as `temporarily_unavailable`,
 * and an error with `Retry-After` mean "later". Whatever else is no token is unclear: a 403 or 404 of something in
 * between, an unknown error in a 200. It is no refusal, since an account would be lost over it.
 *
 * Of a refresh no token is given up for a member that can be done without: `expires_in` and `scope` of the wrong type count
 * as not said, as the provider may take no other refresh token by now.
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
  unwrap: UnwrapTokenResponse = (members) => members,
  meaning: ErrorMeaning = {}
): Result.Result<TokenResponse, TokenResponseError> => {
  const { status } = response
  const context = { domain: request.domain, operation: request.operation }
  const outer = parseTokenResponseBody(response.body, response.contentType)
  const inner = Option.map(outer, (members) => unwrapOr(members, unwrap))
  const error = errorOf(Option.getOrUndefined(outer), Option.getOrUndefined(inner), meaning)
  if (status >= 400 || error !== undefined) return Result.fail(judgeError(context, response, error, meaning))
  if (status === 0 || status >= 300) return Result.fail(redirected(context, status))
  if (status < 200) return Result.fail(unusable(context, { status, reason: "unexpectedStatus" }))
  if (Option.isNone(inner)) {
    return Result.fail(
      unusable(context, { status, reason: response.body.trim() === "" ? "empty" : "notAToken" })
    )
  }
  const members = context.operation === "refresh" ? withoutDispensable(inner.value) : inner.value
  return Result.mapError(decodeTokenResponse(members), (refused) => unusable(context, { status, ...refused }))
}

/** The error of an answer, in whichever member its provider has it. Absent, `null`, `false` and no text are none. */
const errorOf = (
  outer: TokenResponseMembers | undefined,
  inner: TokenResponseMembers | undefined,
  { member = "error" }: ErrorMeaning
): unknown =>
  [outer?.[member], outer?.["error"], inner?.["error"]].find(
    (error) => error !== undefined && error !== null && error !== false && error !== "" && error !== 0
  )

const judgeError = (
  context: Context,
  response: RawResponse,
  error: unknown,
  meaning: ErrorMeaning
): TokenResponseError => {
  const { retryAfter, status } = response
  if (status === 429) return unavailable(context, response, "rateLimited", error)
  if (status >= 500) return unavailable(context, response, "serverError", error)
  if (error === "slow_down") return unavailable(context, response, "rateLimited", error)
  if (isBusy(error, meaning)) return unavailable(context, response, "serverError", error)
  if (isRefusal(error, meaning)) return rejected(context, status, error)
  if (retryAfter !== undefined) return unavailable(context, response, "rateLimited", error)
  return status === 400 || status === 401
    ? rejected(context, status, error)
    : unavailable(context, response, "unclear", error)
}

const withoutDispensable = (members: TokenResponseMembers): TokenResponseMembers => {
  const { expires_in, scope, ...rest } = members
  return {
    ...rest,
    ...(Result.isSuccess(decodeExpiresIn(expires_in)) ? { expires_in } : {}),
    ...(Result.isSuccess(decodeScope(scope)) ? { scope } : {})
  }
}

const unwrapOr = (outer: TokenResponseMembers, unwrap: UnwrapTokenResponse): TokenResponseMembers => {
  const inner = Result.try(() => unwrap(outer))
  return Result.isSuccess(inner) && isTokenResponseMembers(inner.success) ? inner.success : outer
}

const unavailable = (
  context: Context,
  response: RawResponse,
  reason: "rateLimited" | "serverError" | "unclear",
  code: unknown
): TokenEndpointUnavailable => {
  const retryAfter = retryAfterOf(response)
  const error = knownErrorCode(code)
  return new TokenEndpointUnavailable({
    ...context,
    reason,
    status: response.status,
    ...(retryAfter === undefined ? {} : { retryAfter }),
    ...(error === undefined ? {} : { error }),
    message:
      reason === "unclear"
        ? `The token endpoint of ${context.domain} answered ${response.status} to the ${context.operation}, which is neither a token nor a refusal. Try again later; if it continues, check the token URL.`
        : `The token endpoint of ${context.domain} answered ${response.status} to the ${context.operation}. Try again later.`
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
