/** Redirects: what brings the browser back to the client, or to a page. */
import { encodeForm } from "./FormEncoding.ts"
import { uncached } from "./jsonResponse.ts"
import type { Asked } from "./ProviderState.ts"
import type { Settings } from "./Settings.ts"
import type { WireResponse } from "./WireRequest.ts"

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

/**
 * Lists the parameters that end every callback: the state as it was sent, and the issuer.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9207#section-2
 * @category encoding
 * @since 0.1.0
 */
export const callbackEnd = (
  { allow, issuer }: Settings,
  { state }: Pick<Asked, "state">
): ReadonlyArray<readonly [string, string]> => [
  ...(state === undefined ? [] : [["state", state] as const]),
  ...(allow.callbackWithoutIssuer ? [] : [["iss", issuer] as const])
]
