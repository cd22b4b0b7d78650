/** The dialog that takes a person through the steps of linking an account. */
import { html, nothing } from "lit"
import type { TemplateResult } from "lit"
import type { EntryItem, FlowInProgressItem, FlowResultItem, NewCredential } from "./api.ts"
import "./CredentialForm.ts"
import { Dialog } from "./Dialog.ts"
import { fill } from "./localize.ts"
import { credentialName, icon, initial, integrationName } from "./View.ts"

type Step<Type extends FlowResultItem["type"]> = Extract<FlowResultItem, { readonly type: Type }>
type PickForm = Extract<FlowResultItem, { readonly step_id: "pick_implementation" }>

const preferOwnKey = "application-credentials-prefer-own"

/** The implementation by which the cloud links accounts. */
const cloud = "cloud"

class LinkDialog extends Dialog {
  static override properties = {
    ...Dialog.properties,
    handler: { attribute: false },
    entry: { attribute: false },
    flow: { attribute: false },
    step: { state: true },
    isBlocked: { state: true },
    secondsLeft: { state: true }
  }

  declare handler: string | undefined
  /** The account to link again, and nothing for a new one. */
  declare entry: EntryItem | undefined
  /** The flow to continue with, which somebody else began. */
  declare flow: FlowInProgressItem | undefined
  declare private step: FlowResultItem | undefined
  declare private isBlocked: boolean
  declare private secondsLeft: number
  #clock: ReturnType<typeof setInterval> | undefined

  constructor() {
    super()
    this.isBlocked = false
    this.secondsLeft = 0
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#clock = setInterval(() => this.#tick(), 1_000)
    const { flow, handler, view } = this
    if (flow !== undefined) void this.#go(() => view.api.flow(flow.flow_id))
    else if (handler !== undefined) void this.#start(handler)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearInterval(this.#clock)
  }

  /** Continues where a flow has ended elsewhere: in another window, or on another device. */
  progressed(flowId: string): void {
    const { step, view } = this
    const isWaiting = step?.type === "external" || step?.type === "progress"
    if (isWaiting && step.flow_id === flowId) void this.#go(() => view.api.flow(flowId))
  }

  protected override ended(): void {
    const { flow, step, view } = this
    const isOver =
      step === undefined ||
      step.type === "create_entry" ||
      (step.type === "abort" && step.reason !== "missing_credentials")
    // One that somebody else began waits on.
    if (!isOver && flow === undefined) view.api.cancelFlow(step.flow_id).catch(() => undefined)
    super.ended()
  }

  protected override heading(): string {
    const { entry, handler, step, view } = this
    const { t } = view
    if (entry !== undefined) return fill(t.link_again_to, { name: entry.title })
    const domain = step?.handler ?? handler ?? this.flow?.handler
    return domain === undefined
      ? t.link_account
      : fill(t.link_to, { integration: integrationName(view, domain) })
  }

  protected override content(): TemplateResult {
    const { step } = this
    if (step === undefined) {
      return this.handler === undefined && this.flow === undefined ? this.#chooseIntegration() : this.#busy()
    }
    switch (step.type) {
      case "form":
        return step.step_id === "pick_implementation" ? this.#pick(step) : this.#confirm(step)
      case "external":
        return this.#external(step)
      case "progress":
        return this.#device(step)
      case "create_entry":
        return this.#success(fill(this.view.t.done, { name: step.title }))
      case "abort":
        return this.#abort(step)
    }
  }

  #start(handler: string): Promise<void> {
    this.handler = handler
    const entry = this.entry === undefined ? {} : { entry_id: this.entry.entry_id }
    return this.#go(() => this.view.api.startFlow({ handler, ...entry }))
  }

  /** Takes a step, and sends the person to the provider where that is next. */
  #go(take: () => Promise<FlowResultItem>): Promise<void> {
    return this.attempt(async () => {
      this.step = await take()
      if (this.step.type === "external") this.isBlocked = !openWindow(this.step.url)
      this.#tick()
      await this.updateComplete
      this.querySelector<HTMLElement>("[data-focus]")?.focus()
    })
  }

  #tick(): void {
    if (this.step?.type !== "progress") return
    const until = Number(this.step.description_placeholders["expires_at"] ?? 0)
    this.secondsLeft = Math.max(0, Math.round(until - Date.now() / 1_000))
  }

  #busy(): TemplateResult {
    const { t } = this.view
    if (!this.isBusy && this.problem !== "") {
      return html`<footer>
        <button class="primary" type="button" @click=${this.close}>${t.close}</button>
      </footer>`
    }
    return html`<p class="waiting" role="status"><span class="spinner"></span>${t.loading}</p>`
  }

  #chooseIntegration(): TemplateResult {
    const { t, integrations } = this.view
    if (integrations.domains.length === 0) return html`<p>${t.no_integrations}</p>`
    return html`<p>${t.which_integration}</p>
      <ul class="plain choices">
        ${integrations.domains.map((domain) => {
          const name = integrationName(this.view, domain)
          return html`<li>
            <button class="choice" type="button" @click=${() => this.#start(domain)}>
              ${initial(name)}<span>${name}</span>${icon("chevron")}
            </button>
          </li>`
        })}
      </ul>`
  }

  /** The one to begin with: the person's own, where they prefer that. */
  #preferred({ data_schema: [field] }: PickForm): string {
    const own = field.options.map(([id]) => id).find((id) => id !== cloud)
    return localStorage.getItem(preferOwnKey) === "true" ? (own ?? field.default) : field.default
  }

  #pick(step: PickForm): TemplateResult {
    const { t, api, credentials } = this.view
    const options = step.data_schema[0].options
    const preferred = this.#preferred(step)
    const hintOf = (id: string) => {
      if (id === cloud) return t.pick_cloud
      const found = credentials.find((one) => (one.auth_domain ?? one.id) === id)
      return found === undefined || credentialName(found) === found.client_id ? t.pick_own : found.client_id
    }
    const submit = (event: SubmitEvent) => {
      event.preventDefault()
      if (!(event.target instanceof HTMLFormElement)) return undefined
      const data = new FormData(event.target)
      localStorage.setItem(preferOwnKey, String(data.has("prefer")))
      const implementation = String(data.get("implementation"))
      return this.#go(() => api.takeStep(step.flow_id, { implementation }))
    }
    return html`<form @submit=${submit}>
      <fieldset>
        <legend>${t.pick}</legend>
        ${options.map(
          ([id, name]) =>
            html`<label class="choice">
              <input type="radio" name="implementation" value=${id} ?checked=${id === preferred} />
              <span>${name}<span class="hint">${hintOf(id)}</span></span>
              ${icon(id === cloud ? "cloud" : "key")}
            </label>`
        )}
      </fieldset>
      ${
        options.some(([id]) => id === cloud)
          ? html`<label class="check">
              <input
                type="checkbox"
                name="prefer"
                ?checked=${localStorage.getItem(preferOwnKey) === "true"}
              />
              ${t.prefer_own}
            </label>`
          : nothing
      }
      <footer><button class="primary" data-focus ?disabled=${this.isBusy}>${t.continue}</button></footer>
    </form>`
  }

  #confirm(
    step: Extract<Step<"form">, { readonly step_id: "reauth_confirm" | "oauth_discovery" }>
  ): TemplateResult {
    const { t, api } = this.view
    const integration = integrationName(this.view, step.handler)
    const text = step.step_id === "reauth_confirm" ? t.confirm_reauth : t.confirm_discovery
    const submit = (event: SubmitEvent) => {
      event.preventDefault()
      return this.#go(() => api.takeStep(step.flow_id, {}))
    }
    return html`<form @submit=${submit}>
      <p>${fill(text, { integration, name: step.description_placeholders["name"] ?? "" })}</p>
      <footer>
        <button class="primary" data-focus ?disabled=${this.isBusy}>${fill(t.go_to, { integration })}</button>
      </footer>
    </form>`
  }

  #external({ device_flow, flow_id, handler, url }: Step<"external">): TemplateResult {
    const { t, api } = this.view
    const onDevice = () => this.#go(() => api.takeStep(flow_id, { device: true }))
    return html`<p>${this.isBlocked ? t.external_blocked : t.external_text}</p>
      <p>
        <a
          class=${this.isBlocked ? "button primary" : "button secondary"}
          href=${url}
          target="_blank"
          rel="noreferrer"
          data-focus
          >${icon("out")}${this.isBlocked ? t.open_website : t.open_again}</a
        >
      </p>
      ${this.#waiting(handler)}
      ${
        device_flow
          ? html`<p><button class="text" type="button" @click=${onDevice}>${t.use_device}</button></p>`
          : nothing
      }`
  }

  #device({ description_placeholders: shown, handler }: Step<"progress">): TemplateResult {
    const { t } = this.view
    const { url = "", url_complete = url, user_code = "" } = shown
    const time = `${Math.floor(this.secondsLeft / 60)}:${String(this.secondsLeft % 60).padStart(2, "0")}`
    return html`<p>
        ${t.device_text}<br /><a href=${url_complete} target="_blank" rel="noreferrer">${url}</a>
      </p>
      <p>${t.device_code}</p>
      <output class="code" data-focus tabindex="-1">${user_code}</output>
      <p class="time-left" role="timer">${fill(t.time_left, { time })}</p>
      ${this.#waiting(handler)}`
  }

  #waiting(handler: string): TemplateResult {
    const integration = integrationName(this.view, handler)
    return html`<p class="waiting" role="status">
      <span class="spinner"></span>${fill(this.view.t.waiting, { integration })}
    </p>`
  }

  #success(sentence: string): TemplateResult {
    const { t } = this.view
    return html`<div class="result" role="status">
        <span class="seal good">${icon("check")}</span>
        <p><strong>${sentence}</strong><br />${t.done_text}</p>
      </div>
      <footer>
        <button class="primary" type="button" data-focus @click=${this.close}>${t.close}</button>
      </footer>`
  }

  #abort(step: Step<"abort">): TemplateResult {
    const { t, texts } = this.view
    if (step.reason === "missing_credentials") return this.#askForCredential(step)
    if (step.reason === "reauth_successful" || step.reason === "reconfigure_successful") {
      const name = this.entry?.title ?? this.flow?.context.title_placeholders?.["name"] ?? ""
      return this.#success(fill(t.done_again, { name }))
    }
    const own = texts[`component.${step.handler}.config.abort.${step.reason}`]
    const why = own ?? texts[`component.homeassistant.config.abort.${step.reason}`] ?? step.reason
    return html`<div class="result" role="alert">
        <span class="seal bad">${icon("alert")}</span>
        <p><strong>${t.not_linked}</strong><br />${fill(why, step.description_placeholders)}</p>
      </div>
      <footer>
        <button class="secondary" type="button" @click=${this.close}>${t.close}</button>
        <button class="primary" type="button" data-focus @click=${() => this.#start(step.handler)}>
          ${t.try_again}
        </button>
      </footer>`
  }

  /** Asks for a credential, and continues with the same flow. */
  #askForCredential({ flow_id, handler }: Step<"abort">): TemplateResult {
    const { api, t } = this.view
    const entered = ({ detail }: CustomEvent<NewCredential>) =>
      this.#go(async () => {
        await api.createCredential(detail)
        return api.flow(flow_id)
      })
    return html`<p class="notice">
        ${icon("key")}<span
          >${fill(t.enter_credential, { integration: integrationName(this.view, handler) })}</span
        >
      </p>
      <ac-credential-form
        .view=${this.view}
        .domain=${handler}
        .isPreset=${true}
        .isBusy=${this.isBusy}
        @entered=${entered}
      ></ac-credential-form>`
  }
}

/** Opens a window that cannot reach back into this one, and says whether the browser allowed it. */
const openWindow = (url: string): boolean => {
  const opened = window.open("", "_blank")
  if (opened === null) return false
  opened.opener = null
  opened.location.href = url
  return true
}

customElements.define("ac-link-dialog", LinkDialog)

export type { LinkDialog }
