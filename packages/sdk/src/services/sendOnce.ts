/** Sends one request: once, to the given URL only, within limits of time and size. */
import { Context, Effect, Redacted } from "effect"
import { FetchHttpClient, HttpBody, HttpClient, HttpClientRequest } from "effect/http"
import { encodeForm, encodeJson } from "../protocol/FormParameters.ts"
import type { FormRequest } from "../protocol/FormRequest.ts"
import type { RawResponse } from "../protocol/RawResponse.ts"
import { readBody } from "./readBody.ts"
import { NoResponse, requestLimits } from "./requestLimits.ts"
import type { ResponseTooLarge } from "./requestLimits.ts"

/** A request whose headers and body may hold secrets. */
export interface OutgoingRequest {
  readonly method: "GET" | "POST"
  readonly url: string
  readonly headers: Readonly<Record<string, string | Redacted.Redacted>>
  readonly body?: { readonly text: Redacted.Redacted; readonly contentType: string } | undefined
}

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
  Effect.raceFirst(receive(request), tooLate)

const tooLate = Effect.andThen(
  Effect.sleep(requestLimits.timeout),
  Effect.suspend(() => Effect.fail(new NoResponse({ reason: "timeout" })))
)

const receive = Effect.fnUntraced(function* (
  request: OutgoingRequest
): Effect.fn.Return<RawResponse, NoResponse | ResponseTooLarge, HttpClient.HttpClient> {
  const client = yield* HttpClient.HttpClient
  // The cause of a failure is left out on purpose: it holds the request, and with it the secret and the code.
  const response = yield* client
    .execute(httpRequest(request))
    .pipe(Effect.updateContext(asSentOnce), Effect.mapError(noConnection))
  const { headers, status } = response
  const body = yield* readBody(response)
  return {
    status,
    contentType: headers["content-type"],
    retryAfter: headers["retry-after"],
    date: headers["date"],
    body
  }
})

const noConnection = () => new NoResponse({ reason: "connection" })

// A span would hold the request, and a trace header would tell the provider about the host.
const asSentOnce = (context: Context.Context<never>) => {
  const given = Context.getOrUndefined(context, FetchHttpClient.RequestInit)
  const init = Context.add(context, FetchHttpClient.RequestInit, { ...given, redirect: "manual" })
  return Context.add(init, HttpClient.TracerDisabledWhen, () => true)
}

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
