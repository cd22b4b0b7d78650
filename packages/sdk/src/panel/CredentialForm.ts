/** The form in which a person enters a credential. */
import { html, nothing } from "lit"
import type { PropertyValues, TemplateResult } from "lit"
import type { NewCredential } from "./api.ts"
import { copyField, secretField, textField, valuesOf } from "./fields.ts"
import { fill } from "./localize.ts"
import { markdown } from "./markdown.ts"
import { integrationName, PageElement } from "./View.ts"
import type { View } from "./View.ts"

/** Fires `entered`, with the credential as its `detail`, once all is there. */
export class CredentialForm extends PageElement {
  static override properties = {
    view: { attribute: false },
    domain: {},
    isPreset: { attribute: false },
    isBusy: { attribute: false },
    hasNoSecret: { state: true },
    missing: { state: true }
  }

  declare view: View
  declare domain: string
  declare isPreset: boolean
  declare isBusy: boolean
  declare private hasNoSecret: boolean
  declare private missing: ReadonlySet<string>

  constructor() {
    super()
    this.domain = ""
    this.isPreset = false
    this.isBusy = false
    this.hasNoSecret = false
    this.missing = new Set()
  }

  readonly #submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (!(event.target instanceof HTMLFormElement)) return
    const { client_id = "", client_secret = "", name = "" } = valuesOf(event.target)
    const isMissing = {
      domain: this.domain === "",
      client_id: client_id === "",
      client_secret: client_secret === "" && !this.hasNoSecret
    }
    this.missing = new Set(Object.entries(isMissing).flatMap(([field, missing]) => (missing ? [field] : [])))
    if (this.missing.size > 0) return
    const detail: NewCredential = {
      domain: this.domain,
      client_id,
      client_secret,
      ...(name === "" ? {} : { name })
    }
    this.dispatchEvent(new CustomEvent("entered", { detail }))
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has("missing")) this.querySelector<HTMLElement>("[aria-invalid=true]")?.focus()
  }

  protected override render(): TemplateResult {
    const { t, integrations } = this.view
    const problem = (field: string) => (this.missing.has(field) ? t.required : undefined)
    return html`<form novalidate @submit=${this.#submit}>
      ${this.isPreset ? nothing : this.#picker(problem("domain"))} ${this.#description()}
      ${copyField(t, {
        id: "redirect_uri",
        label: t.redirect_uri,
        hint: t.redirect_uri_hint,
        value: integrations.redirectUri
      })}
      ${textField({
        id: "client_id",
        label: t.client_id,
        hint: t.client_id_hint,
        required: true,
        problem: problem("client_id")
      })}
      ${secretField(t, {
        id: "client_secret",
        label: t.client_secret,
        hint: t.client_secret_hint,
        required: !this.hasNoSecret,
        disabled: this.hasNoSecret,
        problem: problem("client_secret")
      })}
      <label class="check">
        <input
          type="checkbox"
          .checked=${this.hasNoSecret}
          @change=${() => (this.hasNoSecret = !this.hasNoSecret)}
        />
        ${t.no_secret}
      </label>
      ${textField({ id: "name", label: t.name, hint: t.name_hint })}
      <footer>
        <button class="primary" ?disabled=${this.isBusy}>
          ${this.isPreset ? t.continue : t.add_credential}
        </button>
      </footer>
    </form>`
  }

  #picker(problem: string | undefined) {
    const { t, integrations } = this.view
    return html`<div class="field">
      <label for="domain">${t.integration}</label>
      <select
        id="domain"
        aria-required="true"
        aria-invalid=${problem === undefined ? "false" : "true"}
        aria-describedby=${problem === undefined ? nothing : "domain-problem"}
        @change=${({ target }: Event) => {
          if (target instanceof HTMLSelectElement) this.domain = target.value
        }}
      >
        <option value="">${t.choose}</option>
        ${integrations.domains.map(
          (domain) =>
            html`<option value=${domain} ?selected=${domain === this.domain}>
              ${integrationName(this.view, domain)}
            </option>`
        )}
      </select>
      ${problem === undefined ? nothing : html`<p class="problem" id="domain-problem">${problem}</p>`}
    </div>`
  }

  #description() {
    const { texts, integrations } = this.view
    const text = texts[`component.${this.domain}.application_credentials.description`]
    return text === undefined
      ? nothing
      : html`<div class="prose">${markdown(fill(text, integrations.placeholders[this.domain] ?? {}))}</div>`
  }
}

customElements.define("ac-credential-form", CredentialForm)
