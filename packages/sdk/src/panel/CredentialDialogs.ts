/** The dialogs about credentials, and the one that removes an account. */
import { html } from "lit"
import type { TemplateResult } from "lit"
import type { CredentialItem, EntryItem, NewCredential } from "./api.ts"
import "./CredentialForm.ts"
import { Dialog } from "./Dialog.ts"
import { secretField, textField, valuesOf } from "./fields.ts"
import { fill } from "./localize.ts"
import { credentialName, entriesOf, initial, integrationName } from "./View.ts"

class AddCredential extends Dialog {
  protected override heading(): string {
    return this.view.t.add_credential
  }

  readonly #create = ({ detail }: CustomEvent<NewCredential>) =>
    this.attempt(async () => {
      await this.view.api.createCredential(detail)
      this.view.say(this.view.t.credential_added)
      this.close()
    })

  protected override content(): TemplateResult {
    const [only, ...others] = this.view.integrations.domains
    return html`<ac-credential-form
      .view=${this.view}
      .domain=${others.length === 0 ? (only ?? "") : ""}
      .isBusy=${this.isBusy}
      @entered=${this.#create}
    ></ac-credential-form>`
  }
}

/** A dialog about one credential. */
abstract class OfCredential extends Dialog {
  static override properties = { ...Dialog.properties, credential: { attribute: false } }
  declare credential: CredentialItem

  protected change(
    event: SubmitEvent,
    change: Parameters<Dialog["view"]["api"]["updateCredential"]>[1],
    said: string
  ) {
    event.preventDefault()
    return this.attempt(async () => {
      await this.view.api.updateCredential(this.credential.id, change)
      this.view.say(said)
      this.close()
    })
  }

  protected footer(label: string, kind = "primary") {
    return html`<footer>
      <button class="secondary" type="button" @click=${this.close}>${this.view.t.cancel}</button>
      <button class=${kind} ?disabled=${this.isBusy}>${label}</button>
    </footer>`
  }
}

const entered = ({ target }: Event, name: string): string =>
  target instanceof HTMLFormElement ? (valuesOf(target)[name] ?? "") : ""

class RenameCredential extends OfCredential {
  protected override heading(): string {
    return this.view.t.rename
  }

  protected override content(): TemplateResult {
    const { t } = this.view
    return html`<form
      @submit=${(event: SubmitEvent) => this.change(event, { name: entered(event, "name") }, t.credential_renamed)}
    >
      ${textField({ id: "name", label: t.name, hint: t.name_hint, value: this.credential.name ?? "" })}
      ${this.footer(t.save)}
    </form>`
  }
}

class ReplaceSecret extends OfCredential {
  protected override heading(): string {
    return this.view.t.replace_secret
  }

  readonly #replace = (event: SubmitEvent) => {
    const client_secret = entered(event, "client_secret")
    if (client_secret !== "") return this.change(event, { client_secret }, this.view.t.secret_replaced)
    event.preventDefault()
    this.problem = this.view.t.required
    return undefined
  }

  protected override content(): TemplateResult {
    const { t } = this.view
    return html`<form novalidate @submit=${this.#replace}>
      <p>${t.replace_secret_text}</p>
      ${secretField(t, {
        id: "client_secret",
        label: t.new_secret,
        hint: t.client_secret_hint,
        required: true
      })}
      ${this.footer(t.save)}
    </form>`
  }
}

class DeleteCredential extends OfCredential {
  protected override heading(): string {
    const { t } = this.view
    const text = this.#users.length > 0 ? t.credential_in_use : t.delete_credential
    return fill(text, { name: credentialName(this.credential) })
  }

  get #users(): ReadonlyArray<EntryItem> {
    return entriesOf(this.view, this.credential)
  }

  readonly #delete = (event: SubmitEvent) => {
    event.preventDefault()
    return this.attempt(async () => {
      await this.view.api.deleteCredential(this.credential.id)
      this.view.say(this.view.t.credential_deleted)
      this.close()
    })
  }

  protected override content(): TemplateResult {
    const { t } = this.view
    if (this.#users.length === 0) {
      return html`<form @submit=${this.#delete}>
        <p>${t.delete_credential_text}</p>
        ${this.footer(t.delete, "danger")}
      </form>`
    }
    return html`<p>${t.credential_in_use_text}</p>
      <ul class="plain">
        ${this.#users
          .slice(0, 20)
          .map(
            ({ domain, title }) =>
              html`<li class="who">${initial(integrationName(this.view, domain))} ${title}</li>`
          )}
      </ul>
      ${this.#users.length > 20 ? html`<p>${fill(t.and_more, { count: this.#users.length - 20 })}</p>` : ""}
      <footer>
        <button class="primary" type="button" @click=${this.close}>${t.close}</button>
      </footer>`
  }
}

class RemoveAccount extends Dialog {
  static override properties = { ...Dialog.properties, entry: { attribute: false } }
  declare entry: EntryItem

  protected override heading(): string {
    return fill(this.view.t.remove_account, { name: this.entry.title })
  }

  readonly #remove = (event: SubmitEvent) => {
    event.preventDefault()
    return this.attempt(async () => {
      const { revocation } = await this.view.api.removeEntry(this.entry.entry_id)
      this.view.say(fill(this.view.t[`removed_${revocation}`], { name: this.entry.title }))
      this.close()
    })
  }

  protected override content(): TemplateResult {
    const { t } = this.view
    return html`<form @submit=${this.#remove}>
      <p>${t.remove_account_text}</p>
      <footer>
        <button class="secondary" type="button" @click=${this.close}>${t.cancel}</button>
        <button class="danger" ?disabled=${this.isBusy}>${t.remove}</button>
      </footer>
    </form>`
  }
}

customElements.define("ac-add-credential", AddCredential)
customElements.define("ac-rename-credential", RenameCredential)
customElements.define("ac-replace-secret", ReplaceSecret)
customElements.define("ac-delete-credential", DeleteCredential)
customElements.define("ac-remove-account", RemoveAccount)
