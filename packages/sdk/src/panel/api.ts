/** The host's network API: Home Assistant's, as `@application-credentials/sdk/http` serves it. */
import { createConnection, createLongLivedTokenAuth } from "home-assistant-js-websocket"
import type { Connection } from "home-assistant-js-websocket"
import type { CredentialChangeItem, CredentialItem } from "../http/CredentialItem.ts"
import type { EntryChangeItem, EntryItem } from "../http/EntryItem.ts"
import type { FlowChangeItem, FlowInProgressItem, FlowResultItem } from "../http/FlowItem.ts"

export type { CredentialItem, EntryItem, FlowInProgressItem, FlowResultItem }

/** Where the host is: one level above the panel. */
const hostUrl = new URL("..", document.baseURI).href.replace(/\/$/, "")

/** What can be linked: each integration's texts, and the redirect URI to register. */
export interface Integrations {
  readonly domains: ReadonlyArray<string>
  readonly placeholders: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly redirectUri: string
}

export interface CurrentUser {
  readonly id: string
  readonly name: string
  readonly is_admin: boolean
}

type Resources = Readonly<Record<string, string>>

/** What a person entered about a credential. */
export interface NewCredential {
  readonly domain: string
  readonly name?: string
  readonly client_id: string
  readonly client_secret: string
}

export interface FlowStart {
  readonly handler: string
  readonly entry_id?: string
}

/** Connects with an access token. Rejects with `ERR_INVALID_AUTH` where it is nobody's. */
export const connect = async (token: string): Promise<Api> =>
  new Api(await createConnection({ auth: createLongLivedTokenAuth(hostUrl, token), setupRetry: -1 }), token)

/** The calls that the panel makes. */
export class Api {
  readonly connection: Connection
  readonly #token: string

  constructor(connection: Connection, token: string) {
    this.connection = connection
    this.#token = token
  }

  readonly currentUser = () => this.#ask<CurrentUser>("auth/current_user")

  readonly integrations = async (): Promise<Integrations> => {
    const config = await this.#ask<{
      domains: ReadonlyArray<string>
      integrations: Record<string, { description_placeholders?: Record<string, string> }>
      redirect_uri: string
    }>("application_credentials/config", { frontend_base: location.origin })
    const placeholders = Object.entries(config.integrations).map(
      ([domain, { description_placeholders = {} }]) => [domain, description_placeholders] as const
    )
    return {
      domains: config.domains,
      placeholders: Object.fromEntries(placeholders),
      redirectUri: config.redirect_uri
    }
  }

  /** The texts of integrations and of the host, by keys such as `component.acme.title`. */
  readonly texts = async (language: string): Promise<Resources> => {
    const categories = ["title", "config", "application_credentials"]
    const asked = categories.map((category) =>
      this.#ask<{ resources: Resources }>("frontend/get_translations", { language, category })
    )
    return Object.assign({}, ...(await Promise.all(asked)).map(({ resources }) => resources))
  }

  readonly onEntries = (listen: (changes: ReadonlyArray<EntryChangeItem>) => void) =>
    this.connection.subscribeMessage(listen, { type: "config_entries/subscribe" })

  readonly onFlows = (listen: (changes: ReadonlyArray<FlowChangeItem>) => void) =>
    this.connection.subscribeMessage(listen, { type: "config_entries/flow/subscribe" })

  readonly onCredentials = (listen: (changes: ReadonlyArray<CredentialChangeItem>) => void) =>
    this.connection.subscribeMessage(listen, { type: "application_credentials/subscribe" })

  /** Tells of each flow that has ended. */
  readonly onProgress = (listen: (flowId: string) => void) =>
    this.connection.subscribeEvents<
      { data: { flow_id: string } } & {
        event_type: string
        origin: string
        time_fired: string
        context: never
      }
    >(({ data }) => listen(data.flow_id), "data_entry_flow_progressed")

  readonly createCredential = (credential: NewCredential) =>
    this.#ask<CredentialItem>("application_credentials/create", { ...credential })

  readonly updateCredential = (id: string, change: { name: string } | { client_secret: string }) =>
    this.#ask<CredentialItem>("application_credentials/update", { application_credentials_id: id, ...change })

  readonly deleteCredential = (id: string) =>
    this.#ask<null>("application_credentials/delete", { application_credentials_id: id })

  readonly startFlow = (start: FlowStart) => this.#call<FlowResultItem>("POST", "flow", start)
  readonly flow = (id: string) => this.#call<FlowResultItem>("GET", `flow/${encodeURIComponent(id)}`)
  readonly takeStep = (id: string, step: { implementation?: string; device?: boolean }) =>
    this.#call<FlowResultItem>("POST", `flow/${encodeURIComponent(id)}`, step)
  readonly cancelFlow = (id: string) => this.#call<unknown>("DELETE", `flow/${encodeURIComponent(id)}`)
  readonly checkEntry = (id: string) => this.#call<unknown>("POST", `entry/${encodeURIComponent(id)}/reload`)
  readonly removeEntry = (id: string) =>
    this.#call<{ revocation: "revoked" | "unsupported" | "failed" }>(
      "DELETE",
      `entry/${encodeURIComponent(id)}`
    )

  #ask<A>(type: string, members: object = {}): Promise<A> {
    return this.connection.sendMessagePromise<A>({ type, ...members })
  }

  async #call<A>(method: string, path: string, body?: object): Promise<A> {
    const response = await fetch(`${hostUrl}/api/config/config_entries/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.#token}`,
        "HA-Frontend-Base": location.origin,
        ...(body === undefined ? {} : { "content-type": "application/json" })
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) })
    })
    const isJson = response.headers.get("content-type")?.includes("application/json") === true
    const answered: unknown = isJson ? await response.json() : await response.text()
    if (!response.ok) throw new Error(messageOf(answered))
    // The host's own answer, which its tests decode by the schemas of these types.
    return answered as A
  }
}

/** What a failure says, whatever it is. */
export const messageOf = (error: unknown): string => {
  if (typeof error === "string") return error
  if (typeof error !== "object" || error === null) return String(error)
  if ("message" in error && typeof error.message === "string") return error.message
  if ("errors" in error && typeof error.errors === "object" && error.errors !== null) {
    return Object.values(error.errors).join(" ")
  }
  return JSON.stringify(error)
}
