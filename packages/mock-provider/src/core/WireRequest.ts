/** An HTTP exchange as plain data, as the core sees it. */

/**
 * Describes header fields by name. Names are compared without regard to case; lower case is what the provider
 * itself writes.
 *
 * @category models
 * @since 0.1.0
 */
export type WireHeaders = Readonly<Record<string, string>>

/**
 * Describes a request: the absolute URL with its query, and the body as text (empty when there is none).
 *
 * @category models
 * @since 0.1.0
 */
export interface WireRequest {
  readonly method: string
  readonly url: string
  readonly headers: WireHeaders
  readonly body: string
}

/**
 * Describes a response: status, header fields and the body as text (empty when there is none).
 *
 * @category models
 * @since 0.1.0
 */
export interface WireResponse {
  readonly status: number
  readonly headers: WireHeaders
  readonly body: string
}

/**
 * Finds a header field by its lower-case name, whatever case the sender wrote it in.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { headerOf } from "@application-credentials/mock-provider"
 *
 * assert.equal(headerOf({ "Content-Type": "text/html" }, "content-type"), "text/html")
 * assert.equal(headerOf({}, "content-type"), undefined)
 * ```
 *
 * @category accessors
 * @since 0.1.0
 */
export const headerOf = (headers: WireHeaders, name: string): string | undefined => {
  if (Object.hasOwn(headers, name)) return headers[name]
  for (const key of Object.keys(headers)) {
    if (key.toLowerCase() === name) return headers[key]
  }
  return undefined
}
