/** How a mock provider is configured, and the check of that. */
import { HashMap, Redacted, Schema } from "effect"
import type { Client, ClientAuthenticationMethod, GrantType } from "../core/Client.ts"
import type { Approver } from "../core/Consent.ts"
import { approve, deny } from "../core/Consent.ts"
import type { EndpointName, EndpointUrls } from "../core/Endpoint.ts"
import { makeEndpoint } from "../core/Endpoint.ts"
import type { Lifetimes, Rotation, Settings } from "../core/Settings.ts"
import type { FaultPlan } from "../faults/FaultPlan.ts"

/**
 * Reports options that a provider cannot have; `message` says which and why.
 *
 * @category errors
 * @since 0.1.0
 */
export class InvalidProviderOptions extends Schema.TaggedError<InvalidProviderOptions>()(
  "InvalidProviderOptions",
  { message: Schema.String }
) {}

/**
 * Describes a client to register. `grantTypes` defaults to both; without `refresh_token` the client gets no refresh
 * tokens. `scopes` lists what it may be granted; left out, anything.
 *
 * @category models
 * @since 0.1.0
 */
export interface ClientOptions {
  readonly clientId: string
  readonly clientSecret?: string | Redacted.Redacted<string>
  readonly authentication: ClientAuthenticationMethod | ReadonlyArray<ClientAuthenticationMethod>
  readonly redirectUris: ReadonlyArray<string>
  readonly scopes?: ReadonlyArray<string>
  readonly grantTypes?: ReadonlyArray<GrantType>
}

/**
 * Describes a provider.
 *
 * @category models
 * @since 0.1.0
 */
export interface MockProviderOptions {
  /** Any http or https URLs, on any hosts. Default: `https://provider.test/authorize` and `/token`. */
  readonly endpoints?: { readonly authorize: string; readonly token: string }
  readonly clients: ReadonlyArray<ClientOptions>
  /** The user's decision: `approve` (default), `deny`, or a function. */
  readonly consent?: "approve" | "deny" | Approver
  /** Default: `rotate`. */
  readonly rotation?: Rotation
  /** In seconds. Default: code 60, access token 3600, refresh token without end. */
  readonly lifetimes?: {
    readonly code?: number
    readonly accessToken?: number
    readonly refreshToken?: number
  }
  readonly require?: {
    /** Refuses authorization requests without a code challenge. */
    readonly pkce?: boolean
  }
  readonly allow?: {
    /** Accepts `plain` challenges, which protect nothing from who can read the authorization request. */
    readonly plainChallenge?: boolean
  }
  /** Members added to each token response. They do not replace the standard ones. */
  readonly tokenMembers?: Readonly<Record<string, Schema.Json>>
  readonly faults?: FaultPlan
  /** The time in milliseconds since 1970. Default: the system's. */
  readonly now?: () => number
  /** Random bytes, of which no two calls give the same. Default: the system's. */
  readonly randomBytes?: (size: number) => Uint8Array
}

/**
 * Lists the endpoints of a provider that is not told others.
 *
 * @category data
 * @since 0.1.0
 */
export const defaultEndpoints: EndpointUrls = {
  authorize: "https://provider.test/authorize",
  token: "https://provider.test/token"
}

/**
 * Makes the core's settings of options. Throws `InvalidProviderOptions`.
 *
 * @category constructors
 * @since 0.1.0
 */
export const makeSettings = (options: MockProviderOptions): Settings => {
  const urls = options.endpoints ?? defaultEndpoints
  return {
    endpoints: [endpointOf("authorize", urls.authorize), endpointOf("token", urls.token)],
    clients: clientsOf(options.clients),
    lifetimes: lifetimesOf(options.lifetimes),
    rotation: options.rotation ?? "rotate",
    requirePkce: options.require?.pkce ?? false,
    allowPlainChallenge: options.allow?.plainChallenge ?? false,
    approver: approverOf(options.consent ?? "approve"),
    tokenMembers: options.tokenMembers ?? {}
  }
}

const reject = (message: string): never => {
  throw new InvalidProviderOptions({ message })
}

const endpointOf = (name: EndpointName, url: string) =>
  makeEndpoint(name, url) ??
  reject(`endpoints.${name} has to be an absolute http or https URL without a fragment, and is: ${url}`)

const clientsOf = (clients: ReadonlyArray<ClientOptions>): HashMap.HashMap<string, Client> => {
  const ids = new Set<string>()
  for (const { clientId } of clients) {
    if (ids.has(clientId)) reject(`Two clients have the id ${JSON.stringify(clientId)}.`)
    ids.add(clientId)
  }
  return HashMap.fromIterable(clients.map((client) => [client.clientId, clientOf(client)]))
}

const clientOf = (options: ClientOptions): Client => {
  const { authentication, clientId, clientSecret, redirectUris } = options
  const methods = typeof authentication === "string" ? [authentication] : authentication
  const secret = typeof clientSecret === "string" ? Redacted.make(clientSecret) : clientSecret
  const name = `The client ${JSON.stringify(clientId)}`
  if (clientId === "") reject("A client has an empty id.")
  if (methods.length === 0) reject(`${name} has no way to authenticate: list "none" for a public client.`)
  if (secret === undefined && methods.some((method) => method !== "none")) {
    reject(`${name} authenticates with a secret, but has none.`)
  }
  // Printable ASCII without a fragment: what a Location field can carry back (RFC 6749, 3.1.2).
  const unusable = redirectUris.find((uri) => !/^[A-Za-z][A-Za-z0-9+.-]*:[\x21\x22\x24-\x7E]+$/.test(uri))
  if (unusable !== undefined) {
    reject(`${name} has a redirect URI that is not an absolute URI without a fragment: ${unusable}`)
  }
  return {
    clientId,
    clientSecret: secret,
    authentication: methods,
    redirectUris,
    scopes: options.scopes,
    grantTypes: options.grantTypes ?? ["authorization_code", "refresh_token"]
  }
}

const lifetimesOf = (given: MockProviderOptions["lifetimes"] = {}): Lifetimes => {
  for (const [name, seconds] of Object.entries(given)) {
    if (!(seconds >= 0)) reject(`lifetimes.${name} has to be a number of seconds, and is: ${seconds}`)
  }
  return { code: given.code ?? 60, accessToken: given.accessToken ?? 3600, refreshToken: given.refreshToken }
}

const approverOf = (consent: "approve" | "deny" | Approver): Approver => {
  if (typeof consent === "function") return consent
  return consent === "approve" ? approve : deny
}
