/** A refused request, and the answers that tell it. */
import { encodeForm } from "./FormEncoding.ts"
import type { QuirkRefusal } from "./Quirks.ts"
import type { Rule, RuleName } from "./rules.ts"
import { rules } from "./rules.ts"
import type { WireHeaders, WireResponse } from "./WireRequest.ts"

/**
 * Describes a refusal by the rule that the request broke; `own` says it otherwise, in the provider's own words.
 *
 * @category models
 * @since 0.1.0
 */
export class Refusal {
  readonly rule: RuleName
  readonly own: QuirkRefusal | undefined
  constructor(rule: RuleName, own?: QuirkRefusal) {
    this.rule = rule
    this.own = own
  }
}

/**
 * Describes what brings the browser back to the client.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2
 * @category models
 * @since 0.1.0
 */
export interface Callback {
  readonly redirectUri: string
  readonly parameters: ReadonlyArray<readonly [name: string, value: string]>
}

/**
 * Lists the fields that keep answers with credentials out of caches.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.1
 * @category data
 * @since 0.1.0
 */
export const uncached: WireHeaders = { "cache-control": "no-store", pragma: "no-cache" }

const jsonHeaders: WireHeaders = { "content-type": "application/json", ...uncached }

/**
 * Makes a JSON response that no cache keeps.
 *
 * @category encoding
 * @since 0.1.0
 */
export const jsonResponse = (status: number, body: unknown, headers?: WireHeaders): WireResponse => ({
  status,
  headers: headers === undefined ? jsonHeaders : { ...jsonHeaders, ...headers },
  body: JSON.stringify(body)
})

/**
 * Makes the error response of a refusal, with `WWW-Authenticate` for each 401 and `Allow` for each 405.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.2
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-3
 * @category encoding
 * @since 0.1.0
 */
export const refusalResponse = ({ own, rule }: Refusal): WireResponse => {
  const { description, error, status } = own ?? rules[rule]
  return jsonResponse(
    status ?? 400,
    { error, error_description: description },
    rule === "provider-rule" ? {} : refusalHeaders(rules[rule])
  )
}

/**
 * Makes the redirect that brings a refusal, or a code, back to the client.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2
 * @category encoding
 * @since 0.1.0
 */
export const callbackResponse = ({ parameters, redirectUri }: Callback): WireResponse =>
  redirectResponse(redirectUri, parameters)

/**
 * Makes a redirect to a URL with parameters added.
 *
 * @category encoding
 * @since 0.1.0
 */
export const redirectResponse = (url: string, parameters: Callback["parameters"]): WireResponse => ({
  status: 302,
  headers: {
    ...uncached,
    location: `${url}${url.includes("?") ? "&" : "?"}${encodeForm(parameters)}`
  },
  body: ""
})

const refusalHeaders = ({ allow, challenge, description, error, status }: Rule): WireHeaders => {
  if (allow !== undefined) return { allow }
  if (challenge === "bearer") {
    return {
      "www-authenticate": `Bearer realm="resource", error="${error}", error_description="${description}"`
    }
  }
  if (challenge === "bearer-without-error") return { "www-authenticate": 'Bearer realm="resource"' }
  return status === 401 ? { "www-authenticate": 'Basic realm="token", charset="UTF-8"' } : {}
}
