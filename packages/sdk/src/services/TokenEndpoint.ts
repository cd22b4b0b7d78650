/** Sends token requests: once, to the declared URL only, within limits of time and size. */
import { Context, Effect, Redacted, Stream } from "effect"
import type { Duration, Scope } from "effect"
import { FetchHttpClient, HttpBody, HttpClient, HttpClientRequest } from "effect/http"
import type { HttpClientError, HttpClientResponse } from "effect/http"
import type { TokenResponse } from "../domain/TokenResponse.ts"
import { TokenEndpointUnavailable } from "../domain/TokenRequestError.ts"
import type { TokenResponseUnusable } from "../domain/TokenRequestError.ts"
import { parseEndpointUrl } from "../protocol/EndpointUrl.ts"
import { encodeForm } from "../protocol/FormParameters.ts"
import type { TokenRequest } from "../protocol/TokenRequest.ts"
import { processTokenResponse, unusable } from "../protocol/processTokenResponse.ts"
import type { RawTokenResponse, UnwrapTokenResponse } from "../protocol/processTokenResponse.ts"
import type { TokenRequestError } from "./OAuth2Implementation.ts"

/**
 * The limits of a token request: 30 s until the answer is there whole, and 1 MiB of it.
 *
 * @see homeassistant/helpers/config_entry_oauth2_flow.py, OAUTH_TOKEN_TIMEOUT_SEC
 * @category constants
 * @since 0.1.0
 */
export const tokenRequestLimits = { timeout: "30 seconds", bytes: 1_048_576 } as const satisfies {
  timeout: Duration.Input
  bytes: number
}

/**
 * Sends a token request and judges the answer. Nothing is sent twice and no redirect is followed.
 *
 * `unwrap` finds the members in an answer that the provider nests.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-3.2
 * @category requests
 * @since 0.1.0
 */
export const sendTokenRequest = Effect.fn("TokenEndpoint.send")(function* (
  request: TokenRequest,
  options: { readonly unwrap?: UnwrapTokenResponse | undefined } = {}
): Effect.fn.Return<TokenResponse, TokenRequestError, HttpClient.HttpClient> {
  yield* Effect.fromResult(
    parseEndpointUrl(request.tokenUrl, { domain: request.domain, endpoint: "tokenUrl" })
  )
  const response = yield* receive(request).pipe(
    Effect.scoped,
    Effect.timeoutOrElse({
      duration: tokenRequestLimits.timeout,
      orElse: () => Effect.fail(unreachable(request, "timeout"))
    })
  )
  return yield* Effect.fromResult(processTokenResponse(request, response, options.unwrap))
})

const receive = Effect.fnUntraced(function* (
  request: TokenRequest
): Effect.fn.Return<
  RawTokenResponse,
  TokenEndpointUnavailable | TokenResponseUnusable,
  HttpClient.HttpClient | Scope.Scope
> {
  const response = yield* execute(request)
  const body = yield* readBody(request, response)
  return {
    status: response.status,
    contentType: response.headers["content-type"],
    retryAfter: response.headers["retry-after"],
    body
  }
})

// The cause of a failure is left out on purpose: it holds the request, and with it the secret and the code. For the same
// reason the request has no span, and no trace header tells the provider about the host.
const execute = Effect.fnUntraced(function* (request: TokenRequest) {
  const client = HttpClient.withScope(yield* HttpClient.HttpClient)
  const context = yield* Effect.context<never>()
  const given = Context.getOrUndefined(context, FetchHttpClient.RequestInit)
  return yield* client.execute(httpRequest(request)).pipe(
    Effect.provideService(FetchHttpClient.RequestInit, { ...given, redirect: "manual" }),
    Effect.provideService(HttpClient.TracerDisabledWhen, () => true),
    Effect.mapError(() => unreachable(request, "connection"))
  )
})

const httpRequest = (request: TokenRequest): HttpClientRequest.HttpClientRequest => {
  const form = Redacted.value(encodeForm(request.parameters))
  const headers = Object.entries(request.headers).map(([name, value]): [string, string] => [
    name,
    Redacted.isRedacted(value) ? Redacted.value(value) : value
  ])
  return HttpClientRequest.post(request.tokenUrl, { headers }).pipe(
    HttpClientRequest.setBody(HttpBody.text(form, "application/x-www-form-urlencoded"))
  )
}

const readBody = (request: TokenRequest, response: HttpClientResponse.HttpClientResponse) =>
  response.stream.pipe(
    Stream.mapError((error) => bodyError(request, error)),
    Stream.runFoldEffect(
      () => ({ size: 0, text: "", decoder: new TextDecoder() }),
      (read, chunk) => {
        const size = read.size + chunk.length
        return size > tokenRequestLimits.bytes
          ? Effect.fail(unusable(request, { status: response.status, reason: "tooLarge" }))
          : Effect.succeed({ ...read, size, text: read.text + read.decoder.decode(chunk, { stream: true }) })
      }
    ),
    Effect.map((read) => read.text + read.decoder.decode()),
    Effect.catch((failure) => (failure === undefined ? Effect.succeed("") : Effect.fail(failure)))
  )

// An answer without a body is an answer: it is judged by its status.
const bodyError = (
  request: TokenRequest,
  error: HttpClientError.HttpClientError
): TokenEndpointUnavailable | undefined =>
  error.reason._tag === "EmptyBodyError" ? undefined : unreachable(request, "connection")

const unreachable = (request: TokenRequest, reason: "connection" | "timeout"): TokenEndpointUnavailable =>
  new TokenEndpointUnavailable({
    domain: request.domain,
    operation: request.operation,
    reason,
    message:
      reason === "timeout"
        ? `The token endpoint of ${request.domain} did not answer the ${request.operation} within 30 seconds. Try again later.`
        : `The token endpoint of ${request.domain} could not be reached for the ${request.operation}. Check the connection and try again.`
  })
