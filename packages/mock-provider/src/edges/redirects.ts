/** How fetch follows a redirect. */
import type { WireHeaders, WireRequest, WireResponse } from "../core/WireRequest.ts"
import { headerOf } from "../core/WireRequest.ts"

/**
 * Finds the URL that a response redirects to; `undefined` when it is no redirect, `null` when the URL is not one that
 * fetch follows.
 *
 * @see https://fetch.spec.whatwg.org/#http-redirect-fetch
 */
export const redirectTarget = (request: WireRequest, response: WireResponse): URL | null | undefined => {
  const location = headerOf(response.headers, "location")
  if (!redirectStatuses.has(response.status) || location === undefined) return undefined
  const target = URL.parse(location, request.url)
  return target !== null && /^https?:$/.test(target.protocol) ? target : null
}

/**
 * Makes the request that follows a redirect: 303, and 301 and 302 after a POST, become a GET without a body, and
 * another origin does not get the credentials of the `Authorization` field.
 *
 * @see https://fetch.spec.whatwg.org/#http-redirect-fetch
 */
export const followRedirect = (request: WireRequest, status: number, target: URL): WireRequest => {
  const toGet =
    (status === 303 && request.method !== "GET" && request.method !== "HEAD") ||
    ((status === 301 || status === 302) && request.method === "POST")
  const dropped = [
    ...(toGet
      ? ["content-encoding", "content-language", "content-length", "content-location", "content-type"]
      : []),
    ...(new URL(request.url).origin === target.origin
      ? []
      : ["authorization", "cookie", "proxy-authorization"])
  ]
  return {
    method: toGet ? "GET" : request.method,
    url: target.href,
    headers: without(request.headers, dropped),
    body: toGet ? "" : request.body
  }
}

const redirectStatuses = new Set([301, 302, 303, 307, 308])

const without = (headers: WireHeaders, names: ReadonlyArray<string>): WireHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name.toLowerCase())))
