/** The page of linked accounts. */
import { html, nothing } from "lit"
import type { TemplateResult } from "lit"
import type { EntryItem, FlowInProgressItem } from "./api.ts"
import { fill } from "./localize.ts"
import "./Menu.ts"
import type { MenuItem } from "./Menu.ts"
import { Rows } from "./Rows.ts"
import { attempt, credentialName, icon, initial, integrationName } from "./View.ts"

/** How many flows stand above the accounts until a person wants to see more. */
const firstFlows = 5

class AccountsPage extends Rows<EntryItem> {
  static override properties = { ...Rows.properties, flowLimit: { state: true } }

  declare private flowLimit: number

  constructor() {
    super()
    this.flowLimit = firstFlows
  }

  protected override wordsOf(entry: EntryItem): string {
    return `${entry.title} ${integrationName(this.view, entry.domain)} ${this.#linkedWith(entry)}`
  }

  protected override render(): TemplateResult {
    const { view } = this
    const { t, entries, flows, user } = view
    return html`<header class="page-header">
        <h1>${t.accounts}</h1>
        ${user.is_admin && entries.length > 0 ? this.#linkButton() : nothing}
      </header>
      ${
        flows.length === 0
          ? nothing
          : html`<section aria-labelledby="attention">
              <h2 id="attention">${t.attention}</h2>
              <ul class="plain cards">
                ${flows.slice(0, this.flowLimit).map((flow) => this.#attention(flow))}
              </ul>
              ${
                flows.length > this.flowLimit
                  ? html`<button class="quiet" type="button" @click=${() => (this.flowLimit += 100)}>
                      ${fill(t.show_more, { count: flows.length - this.flowLimit })}
                    </button>`
                  : nothing
              }
            </section>`
      }
      ${entries.length === 0 ? this.#nothing() : this.#list(entries)}`
  }

  #list(entries: ReadonlyArray<EntryItem>): TemplateResult {
    const { t } = this.view
    return this.table(t.accounts, [t.account, t.state, t.linked_with], entries)
  }

  #nothing(): TemplateResult {
    const { t, user } = this.view
    return html`<div class="empty">
      <span class="seal">${icon("link")}</span>
      <h2>${t.no_accounts}</h2>
      <p>${user.is_admin ? t.no_accounts_text : t.administrators_only}</p>
      ${user.is_admin ? this.#linkButton() : nothing}
    </div>`
  }

  #linkButton(): TemplateResult {
    return html`<button class="primary" type="button" @click=${() => this.view.begin({ type: "link" })}>
      ${icon("plus")}${this.view.t.link_account}
    </button>`
  }

  #attention(flow: FlowInProgressItem): TemplateResult {
    const { t, begin } = this.view
    const integration = integrationName(this.view, flow.handler)
    const isReauth = flow.context.source === "reauth"
    const name = isReauth ? (flow.context.title_placeholders?.["name"] ?? integration) : integration
    return html`<li class="card">
      ${initial(integration)}
      <div>
        <strong>${name}</strong>
        <p>${fill(isReauth ? t.attention_reauth : t.attention_discovery, { integration })}</p>
      </div>
      <button class="primary" type="button" @click=${() => begin({ type: "link", flow })}>
        ${isReauth ? t.link_again : t.link_first}<span class="for-readers">: ${name}</span>
      </button>
    </li>`
  }

  protected override row(entry: EntryItem): TemplateResult {
    const { t, user } = this.view
    const integration = integrationName(this.view, entry.domain)
    return html`<tr role="row">
      <th role="rowheader" scope="row">
        <span class="who">
          ${initial(integration)}
          <span>
            <span class="title">${entry.title}</span>
            <span class="hint"
              >${integration}${
                entry.owner === null || entry.owner === user.id
                  ? nothing
                  : html` ${fill(t.owned_by, { owner: entry.owner })}`
              }</span
            >
          </span>
        </span>
      </th>
      <td role="cell" data-label=${t.state}>
        <span class="badge ${tones[entry.state]}">${t[`state_${entry.state}`]}</span>
        ${entry.reason === null ? nothing : html`<span class="hint reason">${entry.reason}</span>`}
      </td>
      <td role="cell" data-label=${t.linked_with}>${this.#linkedWith(entry)}</td>
      <td role="cell" class="actions">
        ${
          user.is_admin
            ? html`<ac-menu
                .label=${fill(t.actions_of, { name: entry.title })}
                .items=${this.#actions(entry)}
              ></ac-menu>`
            : nothing
        }
      </td>
    </tr>`
  }

  #linkedWith({ application_credentials_id: id, auth_implementation }: EntryItem): string {
    const { t, credentials } = this.view
    if (auth_implementation === "cloud") return t.cloud
    if (id === null) return t.own_client
    const found = credentials.find((credential) => credential.id === id)
    return found === undefined ? t.own_client : credentialName(found)
  }

  #actions(entry: EntryItem): ReadonlyArray<MenuItem> {
    const { view } = this
    const { t, api, begin } = view
    const link = () => begin({ type: "link", handler: entry.domain, entry })
    return [
      { label: t.link_again, run: link },
      { label: t.move_account, run: link },
      { label: t.check_account, run: () => void attempt(view, () => api.checkEntry(entry.entry_id)) },
      { label: t.remove, isDangerous: true, run: () => begin({ type: "remove", entry }) }
    ]
  }
}

const tones = { loaded: "good", setup_error: "bad", setup_retry: "warn" }

customElements.define("ac-accounts", AccountsPage)
