/** The panel: signs in, keeps what the host tells, and shows a page of it. */
import { ERR_INVALID_AUTH } from "home-assistant-js-websocket"
import { html, nothing } from "lit"
import type { TemplateResult } from "lit"
import "./AccountsPage.ts"
import { connect, messageOf } from "./api.ts"
import type { Api, CredentialItem, CurrentUser, EntryItem, FlowInProgressItem, Integrations } from "./api.ts"
import "./CredentialDialogs.ts"
import "./CredentialsPage.ts"
import { secretField, valuesOf } from "./fields.ts"
import "./LinkDialog.ts"
import type { LinkDialog } from "./LinkDialog.ts"
import { chooseLanguage, initialLanguage, languages, texts } from "./localize.ts"
import type { Language } from "./localize.ts"
import { credentialName, icon, PageElement } from "./View.ts"
import type { Task, View } from "./View.ts"

const tokenKey = "application-credentials-token"

/** What the host told before anything is shown. */
interface Session {
  readonly api: Api
  readonly user: CurrentUser
  readonly integrations: Integrations
}

class Panel extends PageElement {
  static override properties = {
    language: { state: true },
    session: { state: true },
    hostTexts: { state: true },
    entries: { state: true },
    credentials: { state: true },
    flows: { state: true },
    page: { state: true },
    task: { state: true },
    said: { state: true },
    problem: { state: true },
    isConnecting: { state: true },
    isLost: { state: true }
  }

  declare private language: Language
  declare private session: Session | undefined
  declare private hostTexts: Readonly<Record<string, string>>
  declare private entries: ReadonlyArray<EntryItem>
  declare private credentials: ReadonlyArray<CredentialItem>
  declare private flows: ReadonlyArray<FlowInProgressItem>
  declare private page: string
  declare private task: Task | undefined
  declare private said: string
  declare private problem: string
  declare private isConnecting: boolean
  declare private isLost: boolean
  #saying: ReturnType<typeof setTimeout> | undefined

  constructor() {
    super()
    this.language = initialLanguage()
    this.hostTexts = {}
    this.entries = []
    this.credentials = []
    this.flows = []
    this.page = pageOf(location.hash)
    this.said = ""
    this.problem = ""
    this.isConnecting = false
    this.isLost = false
    chooseLanguage(this.language)
  }

  override connectedCallback(): void {
    super.connectedCallback()
    addEventListener("hashchange", () => (this.page = pageOf(location.hash)))
    const token = takeToken()
    if (token !== null) void this.#signIn(token)
  }

  async #signIn(token: string): Promise<void> {
    const { t } = this.#texts
    this.problem = ""
    this.isConnecting = true
    try {
      const api = await connect(token)
      const [user, integrations, hostTexts] = await Promise.all([
        api.currentUser(),
        api.integrations(),
        api.texts(this.language)
      ])
      sessionStorage.setItem(tokenKey, token)
      api.connection.addEventListener("disconnected", () => (this.isLost = true))
      api.connection.addEventListener("ready", () => (this.isLost = false))
      api.connection.addEventListener("reconnect-error", () => this.#signOut(t.token_invalid))
      this.hostTexts = hostTexts
      await this.#follow(api, user.is_admin)
      this.session = { api, user, integrations }
    } catch (error) {
      sessionStorage.removeItem(tokenKey)
      this.problem = error === ERR_INVALID_AUTH ? t.token_invalid : messageOf(error)
    }
    this.isConnecting = false
  }

  #signOut(problem = ""): void {
    sessionStorage.removeItem(tokenKey)
    this.session?.api.connection.close()
    this.session = undefined
    this.task = undefined
    this.problem = problem
  }

  /** Keeps up with what the host tells, from now on and after each new connection. */
  async #follow(api: Api, isAdmin: boolean): Promise<void> {
    const entries = new Map<string, EntryItem>()
    await api.onEntries((changes) => {
      if (changes.length === 0 || changes[0]?.type === null) entries.clear()
      for (const { entry, type } of changes) {
        if (type === "removed") entries.delete(entry.entry_id)
        else entries.set(entry.entry_id, entry)
      }
      this.entries = sorted([...entries.values()], ({ title }) => title)
    })
    if (!isAdmin) return
    const flows = new Map<string, FlowInProgressItem>()
    const credentials = new Map<string, CredentialItem>()
    api.connection.addEventListener("disconnected", () => {
      credentials.clear()
      flows.clear()
    })
    await api.onFlows((changes) => {
      for (const change of changes) {
        if (change.type === "removed") flows.delete(change.flow_id)
        else flows.set(change.flow_id, change.flow)
      }
      this.flows = [...flows.values()]
    })
    await api.onCredentials((changes) => {
      for (const { change_type, item } of changes) {
        if (change_type === "removed") credentials.delete(item.id)
        else credentials.set(item.id, item)
      }
      this.credentials = sorted([...credentials.values()], credentialName)
    })
    await api.onProgress((flowId) => {
      this.querySelector<LinkDialog>("ac-link-dialog")?.progressed(flowId)
    })
  }

  async #choose(language: Language): Promise<void> {
    chooseLanguage(language)
    if (this.session !== undefined) this.hostTexts = await this.session.api.texts(language)
    this.language = language
  }

  readonly #say = (sentence: string) => {
    clearTimeout(this.#saying)
    this.said = sentence
    this.#saying = setTimeout(() => (this.said = ""), 8_000)
  }

  get #texts() {
    return { t: texts[this.language] }
  }

  protected override render(): TemplateResult {
    const { t } = this.#texts
    const { session } = this
    const view: View | undefined =
      session === undefined
        ? undefined
        : {
            ...session,
            t,
            texts: this.hostTexts,
            entries: this.entries,
            credentials: this.credentials,
            flows: this.flows,
            begin: (task) => (this.task = task),
            say: this.#say
          }
    return html`<a class="skip" href="#content" @click=${this.#skip}>${t.skip}</a>
      ${this.#top(view)}
      <main id="content" tabindex="-1">
        ${
          this.isLost
            ? html`<p class="notice warn" role="status">${icon("alert")}<span>${t.connection_lost}</span></p>`
            : nothing
        }
        ${view === undefined ? this.#welcome() : this.#shown(view)}
      </main>
      <div class="said" role="status">${this.said === "" ? nothing : html`<p>${this.said}</p>`}</div>
      ${view === undefined || this.task === undefined ? nothing : this.#dialog(view, this.task)}`
  }

  readonly #skip = (event: Event) => {
    event.preventDefault()
    this.querySelector("main")?.focus()
  }

  #top(view: View | undefined): TemplateResult {
    const { t } = this.#texts
    const pages = view?.user.is_admin === true ? (["accounts", "credentials"] as const) : []
    return html`<header class="top">
      <span class="brand">${icon("link")}<span>${t.title}</span></span>
      ${
        pages.length === 0
          ? nothing
          : html`<nav aria-label=${t.title}>
              ${pages.map(
                (page) =>
                  html`<a href="#${page}" aria-current=${page === this.page ? "page" : nothing}
                    >${t[page]}</a
                  >`
              )}
            </nav>`
      }
      <div class="tools">
        <select
          aria-label=${t.language}
          @change=${({ target }: Event) => {
            if (target instanceof HTMLSelectElement) void this.#choose(target.value === "de" ? "de" : "en")
          }}
        >
          ${Object.entries(languages).map(
            ([language, name]) =>
              html`<option value=${language} lang=${language} ?selected=${language === this.language}>
                ${name}
              </option>`
          )}
        </select>
        ${
          view === undefined
            ? nothing
            : html`<button class="quiet" type="button" @click=${() => this.#signOut()}>${t.sign_out}</button>`
        }
      </div>
    </header>`
  }

  #shown(view: View): TemplateResult {
    return this.page === "credentials" && view.user.is_admin
      ? html`<ac-credentials .view=${view}></ac-credentials>`
      : html`<ac-accounts .view=${view}></ac-accounts>`
  }

  #welcome(): TemplateResult {
    const { t } = this.#texts
    if (this.isConnecting) {
      return html`<p class="waiting" role="status"><span class="spinner"></span>${t.loading}</p>`
    }
    const submit = (event: SubmitEvent) => {
      event.preventDefault()
      if (!(event.target instanceof HTMLFormElement)) return
      const { access_token = "" } = valuesOf(event.target)
      if (access_token === "") this.problem = t.required
      else void this.#signIn(access_token)
    }
    return html`<form class="sign-in" novalidate @submit=${submit}>
      <h1>${t.sign_in_title}</h1>
      <p>${t.sign_in_text}</p>
      ${secretField(t, {
        id: "access_token",
        label: t.access_token,
        required: true,
        problem: this.problem === "" ? undefined : this.problem
      })}
      <footer><button class="primary">${t.sign_in}</button></footer>
    </form>`
  }

  #dialog(view: View, task: Task): TemplateResult {
    const done = () => (this.task = undefined)
    switch (task.type) {
      case "link":
        return html`<ac-link-dialog
          .view=${view}
          .handler=${task.handler}
          .entry=${task.entry}
          .flow=${task.flow}
          @done=${done}
        ></ac-link-dialog>`
      case "add-credential":
        return html`<ac-add-credential .view=${view} @done=${done}></ac-add-credential>`
      case "rename":
        return html`<ac-rename-credential
          .view=${view}
          .credential=${task.credential}
          @done=${done}
        ></ac-rename-credential>`
      case "replace-secret":
        return html`<ac-replace-secret
          .view=${view}
          .credential=${task.credential}
          @done=${done}
        ></ac-replace-secret>`
      case "delete":
        return html`<ac-delete-credential
          .view=${view}
          .credential=${task.credential}
          @done=${done}
        ></ac-delete-credential>`
      case "remove":
        return html`<ac-remove-account .view=${view} .entry=${task.entry} @done=${done}></ac-remove-account>`
    }
  }
}

const pageOf = (hash: string): string => (hash === "#credentials" ? "credentials" : "accounts")

/** The token that the address brings along, which it loses, or the one of before in this tab. */
const takeToken = (): string | null => {
  const brought = new URLSearchParams(location.hash.slice(1)).get("token")
  if (brought === null) return sessionStorage.getItem(tokenKey)
  history.replaceState(null, "", location.pathname)
  return brought
}

const sorted = <A>(all: ReadonlyArray<A>, nameOf: (one: A) => string): ReadonlyArray<A> => {
  const { compare } = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" })
  return all.toSorted((a, b) => compare(nameOf(a), nameOf(b)))
}

customElements.define("ac-panel", Panel)
