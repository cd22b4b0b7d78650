/** The page where a person decides what a client may do. */
import type { ConsentRequest } from "../core/Consent.ts"
import type { WireResponse } from "../core/WireRequest.ts"
import type { MockProvider } from "../runtime/MockProvider.ts"
import { bindingOf, isBound } from "./BrowserBinding.ts"
import { decisionForm, readDecision } from "./decisionForm.ts"
import { html } from "./html.ts"
import { page } from "./page.ts"
import { notMadeHere, unreadable } from "./problems.ts"
import type { PageRequest } from "./PageRequest.ts"

/** Shows what a client asks for. */
export const showConsent = (provider: MockProvider, pageRequest: PageRequest): WireResponse => {
  const id = pageRequest.query.get("consent") ?? ""
  const asked = provider.findConsent(id)
  if (asked === undefined) return ended
  const binding = bindingOf(pageRequest)
  const form = decisionForm({
    action: pageRequest.path,
    hidden: { consent: id, proof: binding.proofOf(id) },
    asked,
    users: provider.users,
    after: html`Whatever you decide, you go back to <strong>${placeOf(asked)}</strong>.`
  })
  const title = `${asked.clientId} asks for access`
  return page(
    200,
    title,
    html`<h1>${title}</h1>
      ${form}`,
    { headers: binding.headers }
  )
}

/**
 * Takes what a person decided, and sends the browser back to the client.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9700#section-4.12
 */
export const takeConsent = (provider: MockProvider, pageRequest: PageRequest): WireResponse => {
  const id = pageRequest.form.get("consent") ?? ""
  if (provider.findConsent(id) === undefined) return ended
  if (!isBound(pageRequest, id)) return notMadeHere
  const decision = readDecision(pageRequest.form, provider.users)
  if (decision === undefined) return unreadable
  const response = provider.decideConsent(id, decision)
  return response === undefined ? ended : { ...response, status: 303 }
}

const placeOf = ({ redirectUri = "" }: ConsentRequest): string => {
  const url = URL.parse(redirectUri)
  return url === null || url.host === "" ? redirectUri : url.host
}

const ended = page(
  404,
  "Nothing to decide",
  html`<h1>Nothing to decide</h1>
    <p>This request was decided before, or it waited for too long.</p>
    <p>Go back to the application and start again.</p>`
)
