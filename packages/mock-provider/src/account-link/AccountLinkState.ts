/** All that the account-link server remembers, and one step of it. */
import type { WireResponse } from "../core/WireRequest.ts"
import type { AccountLinkRuleName } from "./accountLinkRules.ts"

/**
 * Describes a service that accounts can be linked at.
 *
 * @see homeassistant/components/cloud/account_link.py, async_provide_implementation
 * @category models
 * @since 0.1.0
 */
export interface AccountLinkService {
  /** The integration's domain. */
  readonly service: string
  /** The first version of Home Assistant that may use it. */
  readonly minVersion: string
  /** Default: the server does not say, which means yes. */
  readonly acceptsNewAuthorizations?: boolean
}

/**
 * Describes how the server behaves. Lifetimes are in seconds.
 *
 * @category models
 * @since 0.1.0
 */
export interface AccountLinkSettings {
  readonly origin: string
  readonly services: ReadonlyArray<AccountLinkService>
  readonly consent: "approve" | "deny"
  readonly lifetimes: { readonly authorization: number; readonly accessToken: number }
  /** Whether a refresh brings another refresh token, and ends the one that was sent. */
  readonly rotate: boolean
}

/** A connection on which a user's tokens will come. */
export interface Waiting {
  readonly service: string
  readonly connection: number
  readonly expiresAt: number
}

/**
 * Describes the state. `connections` are those that are open, and whether they have asked yet; `waiting` is by the id of
 * the authorization, `refreshTokens` by the token.
 */
export interface AccountLinkState {
  readonly settings: AccountLinkSettings
  readonly connections: ReadonlyMap<number, "silent" | "asked">
  readonly waiting: ReadonlyMap<string, Waiting>
  readonly refreshTokens: ReadonlyMap<string, string>
}

/** Makes the state of a server that has just started. */
export const initialAccountLinkState = (settings: AccountLinkSettings): AccountLinkState => ({
  settings,
  connections: new Map(),
  waiting: new Map(),
  refreshTokens: new Map()
})

/** Describes a message to a client. After all but an authorize URL, the server closes the connection. */
export interface AccountLinkMessage {
  readonly connection: number
  readonly kind: "authorizeUrl" | "tokens" | "error"
  readonly text: string
}

/** Describes one step: the next state, the messages that go out, and the rule that refused. */
export interface AccountLinkStep {
  readonly state: AccountLinkState
  readonly messages: ReadonlyArray<AccountLinkMessage>
  readonly rule?: AccountLinkRuleName
}

/** Describes a step that also answers a request. */
export interface AccountLinkAnswer extends AccountLinkStep {
  readonly response: WireResponse
}

/** Makes a copy of a map without some of its keys. */
export const without = <K, V>(map: ReadonlyMap<K, V>, ...keys: ReadonlyArray<K>): ReadonlyMap<K, V> =>
  new Map([...map].filter(([key]) => !keys.includes(key)))
