/** Sends one request: once, to the given URL only, within limits of time and size. */
import { Context, Data, Effect, Redacted, Stream } from "effect"
import type { Duration, Scope } from "effect"
import { FetchHttpClient, HttpBody, HttpClient, HttpClientRequest } from "effect/http"
import type { HttpClientError, HttpClientResponse } from "effect/http"
import { encodeForm, encodeJson } from "../protocol/FormParameters.ts"
import type { FormRequest } from "../protocol/FormRequest.ts"
import type { RawResponse } from "../protocol/RawResponse.ts"

/**
 * The limits of a request to a provider: 30 s until the answer is there whole, and 1 MiB of it.
 *
 * @see homeassistant/helpers/config_entry_oauth2_flow.py, OAUTH_TOKEN_TIMEOUT_SEC
 * @category constants
 * @since 0.1.0
 */
export const requestLimits = { timeout: "30 seconds", bytes: 1_048_576 } as const satisfies {
  timeout: Duration.Input
  bytes: number
}

/** A request whose headers and body may hold secrets. */
export interface OutgoingRequest {
  readonly method: "GET" | "POST"
  readonly url: string
  readonly headers: Readonly<Record<string, string | Redacted.Redacted>>
  readonly body?: { readonly text: Redacted.Redacted; readonly contentType: string } | undefined
}

/** Says that there is no answer. It holds nothing of the request. */
export class NoResponse extends Data.TaggedError("NoResponse")<{
  readonly reason: "connection" | "timeout"
}> {}

/** Says that the answer is longer than `requestLimits` allows. */
export class ResponseTooLarge extends Data.TaggedError("ResponseTooLarge")<{ readonly status: number }> {}

/** Makes the request of a form. */
export const formPost = ({ headers, parameters, url }: FormRequest): OutgoingRequest => ({
  method: "POST",
  url,
  headers,
  body: { text: encodeForm(parameters), contentType: "application/x-www-form-urlencoded" }
})

/** Makes the request of the same parameters as a JSON object. */
export const jsonPost = ({ headers, parameters, url }: FormRequest): OutgoingRequest => ({
  method: "POST",
  url,
  headers,
  body: { text: encodeJson(parameters), contentType: "application/json" }
})

/** Sends a request and reads the answer. Nothing is sent twice and no redirect is followed. */
export const sendOnce = (
  request: OutgoingRequest
): Effect.Effect<RawResponse, NoResponse | ResponseTooLarge, HttpClient.HttpClient> =>
  receive(request).pipe(
    Effect.scoped,
    Effect.timeoutOrElse({
      duration: requestLimits.timeout,
      orElse: () => Effect.fail(new NoResponse({ reason: "timeout" }))
    })
  )

const receive = Effect.fnUntraced(function* (
  request: OutgoingRequest
): Effect.fn.Return<RawResponse, NoResponse | ResponseTooLarge, HttpClient.HttpClient | Scope.Scope> {
  const response = yield* execute(request)
  const body = yield* readBody(response)
  return {
    status: response.status,
    contentType: response.headers["content-type"],
    retryAfter: response.headers["retry-after"],
    body
  }
})

// The cause of a failure is left out on purpose: it holds the request, and with it the secret and the code. For the same
// reason the request has no span, and no trace header tells the provider about the host.
const execute = Effect.fnUntraced(function* (request: OutgoingRequest) {
  const client = HttpClient.withScope(yield* HttpClient.HttpClient)
  const context = yield* Effect.context<never>()
  const given = Context.getOrUndefined(context, FetchHttpClient.RequestInit)
  return yield* client.execute(httpRequest(request)).pipe(
    Effect.provideService(FetchHttpClient.RequestInit, { ...given, redirect: "manual" }),
    Effect.provideService(HttpClient.TracerDisabledWhen, () => true),
    Effect.mapError(() => new NoResponse({ reason: "connection" }))
  )
})

const httpRequest = ({
  body,
  headers,
  method,
  url
}: OutgoingRequest): HttpClientRequest.HttpClientRequest => {
  const shown = Object.entries(headers).map(([name, value]): [string, string] => [
    name,
    Redacted.isRedacted(value) ? Redacted.value(value) : value
  ])
  const request = HttpClientRequest.make(method)(url, { headers: shown })
  return body === undefined
    ? request
    : HttpClientRequest.setBody(request, HttpBody.text(Redacted.value(body.text), body.contentType))
}

const readBody = (response: HttpClientResponse.HttpClientResponse) =>
  response.stream.pipe(
    Stream.mapError(bodyError),
    Stream.runFoldEffect(
      () => ({ size: 0, text: "", decoder: new TextDecoder() }),
      (read, chunk) => {
        const size = read.size + chunk.length
        return size > requestLimits.bytes
          ? Effect.fail(new ResponseTooLarge({ status: response.status }))
          : Effect.succeed({ ...read, size, text: read.text + read.decoder.decode(chunk, { stream: true }) })
      }
    ),
    Effect.map((read) => read.text + read.decoder.decode()),
    Effect.catch((failure) => (failure === undefined ? Effect.succeed("") : Effect.fail(failure)))
  )

// An answer without a body is an answer: it is judged by its status.
const bodyError = (error: HttpClientError.HttpClientError): NoResponse | undefined =>
  error.reason._tag === "EmptyBodyError" ? undefined : new NoResponse({ reason: "connection" })
