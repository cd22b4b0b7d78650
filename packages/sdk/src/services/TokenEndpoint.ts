/** Sends token requests to the declared URL, and judges the answers. */
import { Effect } from "effect"
import type { HttpClient } from "effect/http"
import type { TokenResponse } from "../domain/TokenResponse.ts"
import { TokenEndpointUnavailable } from "../domain/TokenRequestError.ts"
import type { TokenResponseUnusable } from "../domain/TokenRequestError.ts"
import type { ErrorMeaning } from "../protocol/ErrorMeaning.ts"
import { parseEndpointUrl } from "../protocol/EndpointUrl.ts"
import type { TokenRequest } from "../protocol/TokenRequest.ts"
import { processTokenResponse, unusable } from "../protocol/processTokenResponse.ts"
import type { UnwrapTokenResponse } from "../protocol/processTokenResponse.ts"
import type { TokenRequestError } from "./OAuth2Implementation.ts"
import { formPost, jsonPost, sendOnce } from "./sendOnce.ts"
import type { NoResponse, ResponseTooLarge } from "./requestLimits.ts"

/** How an answer is read. */
interface TokenRequestOptions {
  readonly unwrap?: UnwrapTokenResponse | undefined
  readonly errors?: ErrorMeaning | undefined
}

/**
 * Sends a token request and judges the answer. Nothing is sent twice and no redirect is followed.
 *
 * `unwrap` finds the members in an answer that the provider nests, and `errors` says what its own errors mean.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { layerHttpClient, MockProvider } from "@application-credentials/mock-provider"
 * import {
 *   AuthorizationServer,
 *   ClientCredential,
 *   refreshRequest,
 *   secretPost,
 *   sendTokenRequest
 * } from "@application-credentials/sdk"
 * import { Effect, Redacted } from "effect"
 *
 * const provider = MockProvider.make({ clients: [] })
 * const client = {
 *   domain: "acme",
 *   server: new AuthorizationServer({
 *     authorizeUrl: provider.endpoints.authorize,
 *     tokenUrl: provider.endpoints.token
 *   }),
 *   credential: new ClientCredential({ clientId: "unknown", clientSecret: Redacted.make("my-secret") }),
 *   clientAuthentication: secretPost
 * }
 * const request = refreshRequest(client, { refreshToken: Redacted.make("my-refresh-token") })
 *
 * const sent = sendTokenRequest(request).pipe(Effect.flip, Effect.provide(layerHttpClient(provider)))
 * assert.equal((await Effect.runPromise(sent))._tag, "ReauthenticationRequired")
 * ```
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-3.2
 * @category requests
 * @since 0.1.0
 */
export const sendTokenRequest = (
  request: TokenRequest,
  options: TokenRequestOptions = {}
): Effect.Effect<TokenResponse, TokenRequestError, HttpClient.HttpClient> =>
  // Nothing within it makes a span of its own: to be its parent would cost more than to be made.
  Effect.useSpan("TokenEndpoint.send", () => send(request, options))

const send = Effect.fnUntraced(function* (
  request: TokenRequest,
  { errors, unwrap }: TokenRequestOptions
): Effect.fn.Return<TokenResponse, TokenRequestError, HttpClient.HttpClient> {
  yield* Effect.fromResult(
    parseEndpointUrl(request.tokenUrl, { domain: request.domain, endpoint: "tokenUrl" })
  )
  const post = request.bodyFormat === "json" ? jsonPost : formPost
  const response = yield* Effect.mapError(sendOnce(post({ ...request, url: request.tokenUrl })), (failure) =>
    tokenRequestFailed(request, failure)
  )
  return yield* Effect.fromResult(processTokenResponse(request, response, unwrap, errors))
})

/** Makes the failure of a token request that got no answer, or too much of one. */
export const tokenRequestFailed = (
  request: Pick<TokenRequest, "domain" | "operation">,
  failure: NoResponse | ResponseTooLarge
): TokenEndpointUnavailable | TokenResponseUnusable =>
  failure._tag === "ResponseTooLarge"
    ? unusable(request, { status: failure.status, reason: "tooLarge" })
    : unreachable(request, failure.reason)

const unreachable = (
  request: Pick<TokenRequest, "domain" | "operation">,
  reason: "connection" | "timeout"
): TokenEndpointUnavailable =>
  new TokenEndpointUnavailable({
    domain: request.domain,
    operation: request.operation,
    reason,
    message:
      reason === "timeout"
        ? `The token endpoint of ${request.domain} did not answer the ${request.operation} within 30 seconds. Try again later.`
        : `The token endpoint of ${request.domain} could not be reached for the ${request.operation}. Check the connection and try again.`
  })
