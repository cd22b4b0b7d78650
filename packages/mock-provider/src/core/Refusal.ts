/** A refused request, and the answers that tell it. */
import { encodeForm } from "./FormEncoding.ts"
import type { RuleName } from "./rules.ts"
import { rules } from "./rules.ts"
import type { WireHeaders, WireResponse } from "./WireRequest.ts"

/**
 * Describes a refusal by the rule that the request broke.
 *
 * @category models
 * @since 0.1.0
 */
export class Refusal {
  readonly rule: RuleName
  constructor(rule: RuleName) {
    this.rule = rule
  }
}

/**
 * Lists the fields that keep answers with credentials out of caches.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.1
 * @category data
 * @since 0.1.0
 */
export const uncached: WireHeaders = { "cache-control": "no-store", pragma: "no-cache" }

/**
 * Makes a JSON response that no cache keeps.
 *
 * @category encoding
 * @since 0.1.0
 */
export const jsonResponse = (status: number, body: unknown, headers: WireHeaders = {}): WireResponse => ({
  status,
  headers: { "content-type": "application/json", ...uncached, ...headers },
  body: JSON.stringify(body)
})

/**
 * Makes the error response of a refusal, with `WWW-Authenticate` for each 401 and `Allow` for each 405.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.2
 * @category encoding
 * @since 0.1.0
 */
export const refusalResponse = ({ rule }: Refusal): WireResponse => {
  const { description, error, status } = rules[rule]
  return jsonResponse(status, { error, error_description: description }, refusalHeaders(rule))
}

/**
 * Makes the redirect that brings a refusal, or a code, back to the client.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2
 * @category encoding
 * @since 0.1.0
 */
export const callbackResponse = (
  redirectUri: string,
  parameters: ReadonlyArray<readonly [name: string, value: string]>
): WireResponse => ({
  status: 302,
  headers: {
    ...uncached,
    location: `${redirectUri}${redirectUri.includes("?") ? "&" : "?"}${encodeForm(parameters)}`
  },
  body: ""
})

const refusalHeaders = (rule: RuleName): WireHeaders => {
  if (rules[rule].status === 401) return { "www-authenticate": 'Basic realm="token", charset="UTF-8"' }
  if (rule === "token-method") return { allow: "POST" }
  if (rule === "authorize-method") return { allow: "GET, POST" }
  return {}
}
