/** A `fetch` whose requests go to the runner instead of a network. */
import type { WireAnswer, WireRequest } from "../../subject/Protocol.ts"
import { makeWireResponse } from "./WireResponse.ts"

/**
 * Sends a request to the runner, and gives the answer at once where it is known.
 */
export type Wire = (request: WireRequest) => WireAnswer | Promise<WireAnswer>

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])
const withoutBody: ReadonlySet<number> = new Set([101, 103, 204, 205, 304])
const mostRedirects = 20
const secretHeaders = ["authorization", "cookie", "host", "proxy-authorization"]

/**
 * Makes the `fetch`. It follows redirects, gives up on an aborted signal and fails as the platform's own does.
 *
 * @see https://fetch.spec.whatwg.org/#http-redirect-fetch
 */
export const makeWireFetch = (wire: Wire): typeof globalThis.fetch => makeFetch(wire, makePlatformResponse)

/**
 * Makes the `fetch` behind the host's HTTP client: the same, with a response that has what the client reads.
 */
export const makeClientFetch = (wire: Wire): typeof globalThis.fetch =>
  // The client asks a response for nothing else.
  makeFetch(wire, makeWireResponse as unknown as typeof makePlatformResponse)

const makeFetch =
  (wire: Wire, makeResponse: typeof makePlatformResponse): typeof globalThis.fetch =>
  async (input, init) => {
    const request = simpleRequest(input, init) ?? (await anyRequest(input, init))
    let wireRequest = isUnchecked() ? { ...request.wire, certificateUnchecked: true as const } : request.wire
    for (let hop = 0; ; hop++) {
      const answer = await answered(wire(wireRequest), request.signal)
      if (answer._tag !== "Response") {
        throw failed(`connect ECONNREFUSED ${new URL(wireRequest.url).host}`, "ECONNREFUSED")
      }
      const { headers, status } = answer
      const location = redirects.has(status) ? headers["location"] : undefined
      if (location === undefined || request.redirect === "manual") {
        return makeResponse(status, headers, withoutBody.has(status) ? null : answer.body, wireRequest.url)
      }
      if (request.redirect === "error" || hop === mostRedirects) throw failed("unexpected redirect")
      wireRequest = redirected(wireRequest, status, new URL(location, wireRequest.url))
    }
  }

/** The one way in which a module can switch the platform's verification of certificates off for its own requests. */
const isUnchecked = (): boolean => process.env["NODE_TLS_REJECT_UNAUTHORIZED"] === "0"

interface FetchRequest {
  readonly wire: WireRequest
  readonly redirect: string
  readonly signal: AbortSignal | null
}

/** The request as the platform reads it. */
const anyRequest = async (input: string | URL | Request, init?: RequestInit): Promise<FetchRequest> => {
  const request = new Request(input, init)
  const headers = Object.fromEntries(request.headers)
  const wire = {
    method: request.method,
    url: withoutFragment(request.url),
    headers,
    body: await request.text()
  }
  return { wire, redirect: request.redirect, signal: request.signal }
}

/** A fragment is never sent. */
const withoutFragment = (url: string): string => url.replace(/#.*$/s, "")

const decoder = new TextDecoder()

/** The same for what an HTTP client gives, several times faster; null for anything else. */
const simpleRequest = (input: string | URL | Request, init: RequestInit = {}): FetchRequest | null => {
  const { body, headers = {}, method = "GET", redirect = "follow", signal = null } = init
  const isBytes = body instanceof Uint8Array
  if (
    !(input instanceof URL) ||
    input.username !== "" ||
    input.password !== "" ||
    !/^https?:$/.test(input.protocol)
  ) {
    return null
  }
  if (!/^(?:GET|POST)$/.test(method) || (body && (method === "GET" || !isBytes))) return null
  // Asking for the platform's class by its name would load the platform's HTTP client.
  if (Symbol.iterator in headers) return null
  const entries = Object.entries(headers)
  // Anything that the platform would normalise, or refuse, is left to it.
  if (!entries.every(([name, value]) => /^[a-z0-9-]+$/.test(name) && /^[!-~](?:[ -~]*[!-~])?$/.test(value)))
    return null
  const wire = {
    method,
    url: withoutFragment(input.href),
    headers: Object.fromEntries(entries),
    body: isBytes ? decoder.decode(body) : ""
  }
  return { wire, redirect, signal }
}

const answered = (
  answer: WireAnswer | Promise<WireAnswer>,
  signal: AbortSignal | null
): WireAnswer | Promise<WireAnswer> => {
  signal?.throwIfAborted()
  if (!(answer instanceof Promise) && answer._tag !== "NeverAnswers") return answer
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal?.reason)
    signal?.addEventListener("abort", abort, { once: true })
    void Promise.resolve(answer).then((value) => {
      if (value._tag === "NeverAnswers") return
      signal?.removeEventListener("abort", abort)
      resolve(value)
    })
  })
}

const makePlatformResponse = (
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string | null,
  url: string
): Response => {
  const response = new Response(body, { status, headers })
  // Only a response that came over a network has a URL of its own.
  Object.defineProperty(response, "url", { value: url })
  return response
}

const redirected = (request: WireRequest, status: number, location: URL): WireRequest => {
  const asGet = status === 303 ? request.method !== "HEAD" : status < 303 && request.method === "POST"
  const sameOrigin = location.origin === new URL(request.url).origin
  const dropped = [
    ...(asGet
      ? ["content-type", "content-length", "content-encoding", "content-language", "content-location"]
      : []),
    ...(sameOrigin ? [] : secretHeaders)
  ]
  return {
    method: asGet ? "GET" : request.method,
    url: location.href,
    headers: Object.fromEntries(Object.entries(request.headers).filter(([name]) => !dropped.includes(name))),
    body: asGet ? "" : request.body
  }
}

const failed = (reason: string, code?: string): TypeError =>
  new TypeError("fetch failed", {
    cause: Object.assign(new Error(reason), code === undefined ? {} : { code })
  })
