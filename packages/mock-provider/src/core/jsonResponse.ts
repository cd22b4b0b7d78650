/** Responses that no cache keeps. */
import type { WireHeaders, WireResponse } from "./WireRequest.ts"

/**
 * Lists the fields that keep answers with credentials out of caches.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.1
 */
export const uncached: WireHeaders = { "cache-control": "no-store", pragma: "no-cache" }

const jsonHeaders: WireHeaders = { "content-type": "application/json", ...uncached }

/** Makes a JSON response that no cache keeps. */
export const jsonResponse = (status: number, body: unknown, headers?: WireHeaders): WireResponse => ({
  status,
  headers: headers === undefined ? jsonHeaders : { ...jsonHeaders, ...headers },
  body: JSON.stringify(body)
})
