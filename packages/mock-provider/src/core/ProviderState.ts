/** What the provider remembers: an immutable value, so that any moment of it can be kept and gone back to. */
import { HashMap, Option } from "effect"
import type { CodeChallenge } from "./Pkce.ts"
import type { Settings } from "./Settings.ts"

/**
 * Describes a grant: what one approval of a user gave to one client. All codes and tokens that come of it are its
 * family, and live no longer than it is valid.
 *
 * @category models
 * @since 0.1.0
 */
export interface Grant {
  readonly id: number
  readonly clientId: string
  readonly scope: ReadonlyArray<string>
  readonly revoked: boolean
}

/**
 * Describes an authorization code and what it is bound to; times are milliseconds since 1970.
 *
 * @category models
 * @since 0.1.0
 */
export interface IssuedCode {
  readonly grantId: number
  readonly clientId: string
  readonly redirectUri: string
  readonly redirectUriWasSent: boolean
  readonly challenge: CodeChallenge | undefined
  readonly expiresAt: number
  readonly used: boolean
}

/**
 * Describes an access token or a refresh token; times are milliseconds since 1970.
 *
 * @category models
 * @since 0.1.0
 */
export interface IssuedToken {
  readonly grantId: number
  readonly clientId: string
  readonly scope: ReadonlyArray<string>
  readonly expiresAt: number | undefined
  /** Says that a refresh token was replaced by a newer one. */
  readonly replaced: boolean
}

/**
 * Describes the state, with codes and tokens by their text.
 *
 * @category models
 * @since 0.1.0
 */
export interface ProviderState {
  readonly settings: Settings
  readonly nextGrantId: number
  readonly grants: HashMap.HashMap<number, Grant>
  readonly codes: HashMap.HashMap<string, IssuedCode>
  readonly accessTokens: HashMap.HashMap<string, IssuedToken>
  readonly refreshTokens: HashMap.HashMap<string, IssuedToken>
}

/**
 * Makes the state of a provider that nobody has used yet.
 *
 * @category constructors
 * @since 0.1.0
 */
export const initialState = (settings: Settings): ProviderState => ({
  settings,
  nextGrantId: 1,
  grants: HashMap.empty(),
  codes: HashMap.empty(),
  accessTokens: HashMap.empty(),
  refreshTokens: HashMap.empty()
})

/**
 * Finds an entry of one of the state's maps.
 *
 * @category accessors
 * @since 0.1.0
 */
export const lookUp = <Key, Value>(map: HashMap.HashMap<Key, Value>, key: Key): Value | undefined =>
  Option.getOrUndefined(HashMap.get(map, key))

/**
 * Revokes a grant and with it every code and token of its family.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9700#section-4.14.2
 * @category combining
 * @since 0.1.0
 */
export const revokeGrant = (state: ProviderState, grantId: number): ProviderState => {
  const grant = lookUp(state.grants, grantId)
  if (grant === undefined) return state
  return { ...state, grants: HashMap.set(state.grants, grantId, { ...grant, revoked: true }) }
}

/**
 * Says whether an access token is good at a time: known, not expired, and its grant not revoked.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-3.1
 * @category guards
 * @since 0.1.0
 */
export const isLiveAccessToken = (state: ProviderState, token: string, now: number): boolean => {
  const issued = lookUp(state.accessTokens, token)
  if (issued === undefined || (issued.expiresAt ?? Infinity) <= now) return false
  return lookUp(state.grants, issued.grantId)?.revoked === false
}
