/** The page where a person enters the code that a device shows, and decides for it. */
import { approvalOf } from "../core/Consent.ts"
import { readUserCode } from "../core/PendingDevices.ts"
import type { WireResponse } from "../core/WireRequest.ts"
import type { MockProvider } from "../runtime/MockProvider.ts"
import { bindingOf, isBound } from "./BrowserBinding.ts"
import { decisionForm, readDecision } from "./decisionForm.ts"
import type { Html } from "./html.ts"
import { html } from "./html.ts"
import { page } from "./page.ts"
import { notMadeHere, unreadable } from "./problems.ts"
import type { PageRequest } from "./PageRequest.ts"

/**
 * Asks for the code, or shows what the device with this code asks for. The code is shown again, so that nobody approves
 * a device that they do not have before them.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8628#section-3.3
 * @see https://www.rfc-editor.org/rfc/rfc8628#section-5.4
 */
export const showDevice = (provider: MockProvider, pageRequest: PageRequest): WireResponse => {
  const typed = pageRequest.query.get("user_code")
  if (typed === undefined) return askCode(200, pageRequest)
  const asked = provider.findDevice(typed)
  if (asked === undefined) return askCode(404, pageRequest, typed)
  const code = readUserCode(typed)
  const binding = bindingOf(pageRequest)
  const form = decisionForm({
    action: pageRequest.path,
    hidden: { user_code: code, proof: binding.proofOf(code) },
    asked,
    users: provider.users,
    after: html`You can close this page afterwards, and continue at the device.`
  })
  const title = "A device asks for access"
  const content = html`<h1>${title}</h1>
    <p>Approve only if <strong>${asked.clientId}</strong> shows you this code:</p>
    <p class="code">${code}</p>
    ${form}`
  return page(200, title, content, { headers: binding.headers })
}

/** Takes what a person decided for a device. */
export const takeDevice = (provider: MockProvider, pageRequest: PageRequest): WireResponse => {
  const code = pageRequest.form.get("user_code") ?? ""
  const asked = provider.findDevice(code)
  if (asked === undefined) return askCode(404, pageRequest, code)
  if (!isBound(pageRequest, code)) return notMadeHere
  const decision = readDecision(pageRequest.form, provider.users)
  if (decision === undefined) return unreadable
  provider.decideDevice(code, decision)
  return approvalOf(asked.scope, decision) === undefined ? denied : approved
}

const askCode = (status: number, { path }: PageRequest, wrong?: string): WireResponse =>
  page(
    status,
    "Connect a device",
    html`<h1>Connect a device</h1>
      ${wrong === undefined ? undefined : noDevice(wrong)}
      <form method="get" action="${path}">
        <label class="field"
          >Code on the device
          <input
            name="user_code"
            required
            autofocus
            autocomplete="off"
            spellcheck="false"
            ${fieldOf(wrong)}
          />
        </label>
        <div class="actions"><button>Continue</button></div>
      </form>`
  )

const noDevice = (code: string): Html =>
  html`<p class="alarm" id="problem" role="alert">No device waits with the code “${code}”.</p>`

const fieldOf = (wrong: string | undefined): Html | undefined =>
  wrong === undefined ? undefined : html` value="${wrong}" aria-invalid="true" aria-describedby="problem"`

const approved = page(
  200,
  "The device is connected",
  html`<h1>The device is connected</h1>
    <p>You can close this page, and continue at the device.</p>`
)

const denied = page(
  200,
  "The device is refused",
  html`<h1>The device is refused</h1>
    <p>You can close this page. The device knows.</p>`
)
