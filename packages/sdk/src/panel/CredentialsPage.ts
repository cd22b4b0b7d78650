/** The page of credentials. */
import { html, nothing } from "lit"
import type { TemplateResult } from "lit"
import type { CredentialItem, EntryItem } from "./api.ts"
import { fill } from "./localize.ts"
import "./Menu.ts"
import { Rows } from "./Rows.ts"
import { credentialName, entriesByCredential, icon, initial, integrationName } from "./View.ts"

/** How many accounts a row names. */
const maxNamed = 3

class CredentialsPage extends Rows<CredentialItem> {
  #users: ReadonlyMap<string, ReadonlyArray<EntryItem>> = new Map()

  protected override wordsOf(credential: CredentialItem): string {
    const { client_id, domain } = credential
    return `${credentialName(credential)} ${client_id} ${integrationName(this.view, domain)}`
  }

  protected override render(): TemplateResult {
    const { t, credentials, entries } = this.view
    this.#users = entriesByCredential(entries)
    return html`<header class="page-header">
        <h1>${t.credentials}</h1>
        ${credentials.length > 0 ? this.#addButton() : nothing}
      </header>
      ${
        credentials.length > 0
          ? this.table(t.credentials, [t.name, t.client_id, t.used_by], credentials)
          : html`<div class="empty">
              <span class="seal">${icon("key")}</span>
              <h2>${t.no_credentials}</h2>
              <p>${t.no_credentials_text}</p>
              ${this.#addButton()}
            </div>`
      }`
  }

  #addButton(): TemplateResult {
    return html`<button
      class="primary"
      type="button"
      @click=${() => this.view.begin({ type: "add-credential" })}
    >
      ${icon("plus")}${this.view.t.add_credential}
    </button>`
  }

  protected override row(credential: CredentialItem): TemplateResult {
    const { t, begin } = this.view
    const name = credentialName(credential)
    const integration = integrationName(this.view, credential.domain)
    const users = this.#users.get(credential.id) ?? []
    return html`<tr role="row">
      <th role="rowheader" scope="row">
        <span class="who">
          ${initial(integration)}
          <span><span class="title">${name}</span> <span class="hint">${integration}</span></span>
        </span>
      </th>
      <td role="cell" data-label=${t.client_id}><code>${credential.client_id}</code></td>
      <td role="cell" data-label=${t.used_by}>${this.#usedBy(users)}</td>
      <td role="cell" class="actions">
        <ac-menu
          .label=${fill(t.actions_of, { name })}
          .items=${[
            { label: t.rename, run: () => begin({ type: "rename", credential }) },
            { label: t.replace_secret, run: () => begin({ type: "replace-secret", credential }) },
            { label: t.delete, isDangerous: true, run: () => begin({ type: "delete", credential }) }
          ]}
        ></ac-menu>
      </td>
    </tr>`
  }

  #usedBy(users: ReadonlyArray<EntryItem>): TemplateResult {
    const { t } = this.view
    if (users.length === 0) return html`<span class="hint">${t.not_used}</span>`
    const named = users.slice(0, maxNamed).map(({ title }) => title)
    const more = users.length - named.length
    return html`${named.join(", ")}${more > 0 ? html` ${fill(t.and_more, { count: more })}` : nothing}`
  }
}

customElements.define("ac-credentials", CredentialsPage)
