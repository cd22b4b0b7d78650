/** What pages of other origins may read. */
import type { WireHeaders, WireRequest } from "../core/WireRequest.ts"
import { headerOf } from "../core/WireRequest.ts"
import type { DeferredAnswer, ProviderAnswer } from "../faults/ProviderAnswer.ts"
import { answered } from "../faults/ProviderAnswer.ts"
import type { MockProvider } from "../runtime/MockProvider.ts"

/**
 * Makes what answers for a provider, and lets pages of any origin read what its endpoints answer, as applications that
 * run in a browser need. The authorization endpoint is where a browser is sent, and no page reads it.
 *
 * @see https://fetch.spec.whatwg.org/#http-cors-protocol
 * @see https://www.rfc-editor.org/rfc/rfc9700#section-2.6
 */
export const crossOrigin = (
  provider: Pick<MockProvider, "endpoints" | "handle">
): ((request: WireRequest) => ProviderAnswer | DeferredAnswer) => {
  const authorize = placeOf(provider.endpoints.authorize)
  return (request) => {
    const isRead = headerOf(request.headers, "origin") !== undefined && placeOf(request.url) !== authorize
    if (!isRead) return provider.handle(request)
    if (isPreflight(request)) return answered({ status: 204, headers: permissionFor(request), body: "" })
    const answer = provider.handle(request)
    return answer._tag === "Deferred"
      ? { ...answer, settled: answer.settled.then(readable) }
      : readable(answer)
  }
}

const placeOf = (url: string): string => url.replace(/\?.*$/s, "")

const isPreflight = ({ headers, method }: WireRequest): boolean =>
  method === "OPTIONS" && headerOf(headers, "access-control-request-method") !== undefined

const anyOrigin: WireHeaders = { "access-control-allow-origin": "*" }

const permissionFor = ({ headers }: WireRequest): WireHeaders => ({
  ...anyOrigin,
  "access-control-allow-methods": "GET, POST",
  "access-control-allow-headers": headerOf(headers, "access-control-request-headers") ?? "",
  "access-control-max-age": "600"
})

// A response that says for itself who may read it, as one of a fault can, stays as it is.
const readable = (answer: ProviderAnswer): ProviderAnswer =>
  answer._tag !== "Response" || headerOf(answer.headers, "access-control-allow-origin") !== undefined
    ? answer
    : { ...answer, headers: { ...answer.headers, ...anyOrigin, "access-control-expose-headers": "*" } }
