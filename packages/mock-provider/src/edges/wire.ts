/** The platform's `Request` and `Response`, and the wire's plain data. */
import type { WireRequest, WireResponse } from "../core/WireRequest.ts"

/** Reads a `Request` whole. Bytes that are not UTF-8 become U+FFFD. */
export const toWireRequest = async (request: Request): Promise<WireRequest> => ({
  method: request.method,
  url: request.url,
  headers: Object.fromEntries(request.headers),
  body: request.body === null ? "" : await request.text()
})

/**
 * Makes a `Request`; the methods that allow no body there get none. Throws a `TypeError` for the methods that fetch
 * forbids.
 *
 * @see https://fetch.spec.whatwg.org/#dom-request
 */
export const toRequest = ({ body, headers, method, url }: WireRequest): Request =>
  new Request(url, {
    method,
    headers: { ...headers },
    ...(body === "" || method === "GET" || method === "HEAD" ? {} : { body })
  })

/** Reads a `Response` whole. */
export const toWireResponse = async (response: Response): Promise<WireResponse> => ({
  status: response.status,
  headers: Object.fromEntries(response.headers),
  body: await response.text()
})

/** Makes a `Response`; the statuses that allow no body get none. */
export const toResponse = ({ body, headers, status }: WireResponse): Response =>
  new Response(allowsBody(status) ? body : null, { status, headers: { ...headers } })

/**
 * Says whether a response with a status may have a body.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-6.4.1
 */
export const allowsBody = (status: number): boolean => status !== 204 && status !== 205 && status !== 304
