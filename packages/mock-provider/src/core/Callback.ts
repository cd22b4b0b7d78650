/** Redirects: what brings the browser back to the client, or to a page. */
import { encodeForm } from "./FormEncoding.ts"
import { uncached } from "./jsonResponse.ts"
import { Base64 } from "effect/encoding"
import { sha256 } from "./sha256.ts"
import type { Asked } from "./ProviderState.ts"
import type { ResponseMode } from "./ResponseMode.ts"
import type { Settings } from "./Settings.ts"
import type { WireResponse } from "./WireRequest.ts"

/**
 * Describes what brings the browser back to the client.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2
 */
export interface Callback {
  readonly redirectUri: string
  readonly mode: ResponseMode
  readonly parameters: ReadonlyArray<readonly [name: string, value: string]>
}

/** Makes a redirect to a URL with parameters added. */
export const redirectResponse = (url: string, parameters: Callback["parameters"]): WireResponse => ({
  status: 302,
  headers: {
    ...uncached,
    location: `${url}${url.includes("?") ? "&" : "?"}${encodeForm(parameters)}`
  },
  body: ""
})

/**
 * Makes the response that brings the browser back to the client, in the way that the client asked for.
 *
 * @see https://openid.net/specs/oauth-v2-form-post-response-mode-1_0.html#FormPostResponseMode
 */
export const callbackResponse = ({ mode, parameters, redirectUri }: Callback): WireResponse => {
  switch (mode) {
    case "query":
      return redirectResponse(redirectUri, parameters)
    case "fragment":
      return {
        status: 302,
        headers: { ...uncached, location: `${redirectUri}#${encodeForm(parameters)}` },
        body: ""
      }
    case "form_post":
      return { status: 200, headers: formPostHeaders(), body: formPostPage(redirectUri, parameters) }
  }
}

// Nothing but the script that sends the form may run. Where forms go is left open: the application may redirect further.
const formPostHeaders = (): WireResponse["headers"] => ({
  ...uncached,
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": `default-src 'none'; script-src 'sha256-${Base64.encode(sha256(new TextEncoder().encode(submitScript)))}'; base-uri 'none'; frame-ancestors 'none'`,
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff"
})

const submitScript = "document.forms[0].submit()"

const formPostPage = (redirectUri: string, parameters: Callback["parameters"]): string => {
  const inputs = parameters.map(
    ([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`
  )
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Back to the application</title></head><body><form method="post" action="${escaped(redirectUri)}">${inputs.join("")}<noscript><button>Continue</button></noscript></form><script>${submitScript}</script></body></html>`
}

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

/**
 * Lists the parameters that end every callback: the state as it was sent, and the issuer.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9207#section-2
 */
export const callbackEnd = (
  { allow, issuer }: Settings,
  { state }: Pick<Asked, "state">
): ReadonlyArray<readonly [string, string]> => [
  ...(state === undefined ? [] : [["state", state] as const]),
  ...(allow.callbackWithoutIssuer ? [] : [["iss", issuer] as const])
]
