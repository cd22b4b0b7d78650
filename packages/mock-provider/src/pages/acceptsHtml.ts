/** Who is shown pages: programs get JSON. */
import type { WireHeaders } from "../core/WireRequest.ts"
import { headerOf } from "../core/WireRequest.ts"

/**
 * Says whether a request accepts HTML by name, as those do that a browser sends for what it shows.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1
 */
export const acceptsHtml = (headers: WireHeaders): boolean =>
  /\btext\/html\b/i.test(headerOf(headers, "accept") ?? "")
