/** What the provider remembers: an immutable value, so that any moment of it can be kept and gone back to. */
import { HashMap, HashSet, Option } from "effect"
import type { ResponseMode } from "./ResponseMode.ts"
import type { Entries, Entry } from "./Entries.ts"
import { findEntry, noEntries } from "./Entries.ts"
import type { JsonMembers } from "./JsonMembers.ts"
import type { CodeChallenge } from "./Pkce.ts"
import type { RequestParameters } from "./RequestParameters.ts"
import type { Settings } from "./Settings.ts"

/**
 * Describes a grant: what one approval of a user gave to one client. All codes and tokens that come of it are its
 * family, and live no longer than it is valid. A grant without a subject is the client's own.
 */
export interface Grant {
  readonly id: number
  readonly clientId: string
  readonly subject: string | undefined
  readonly scope: ReadonlyArray<string>
  /** What its tokens may be for; none: nobody said. */
  readonly resources: ReadonlyArray<string>
  readonly grantedAt: number
  readonly redirectUri: string | undefined
  readonly nonce: string | undefined
  readonly isFirstConsent: boolean
  /** Who acts for the subject, where a token was exchanged so (RFC 8693, 4.1). */
  readonly actor: string | undefined
  /** The parameters of the authorization request, kept where a quirk may ask for them. */
  readonly authorization: RequestParameters | undefined
}

/** Describes an authorization code and what it is bound to. */
export interface IssuedCode extends Entry {
  readonly grant: Grant
  readonly clientId: string
  readonly redirectUri: string
  readonly redirectUriWasSent: boolean
  readonly challenge: CodeChallenge | undefined
  /** The thumbprint of the key that its exchange has to prove (RFC 9449, 10). */
  readonly jkt: string | undefined
  readonly used: boolean
}

/** Describes an access token or a refresh token; one that never expires does so at `Infinity`. */
export interface IssuedToken extends Entry {
  readonly grant: Grant
  readonly clientId: string
  readonly scope: ReadonlyArray<string>
  readonly resources: ReadonlyArray<string>
  readonly issuedAt: number
  /** Says that a refresh token was replaced by a newer one, and until when it is good nevertheless. */
  readonly replaced: { readonly graceUntil: number } | undefined
  /** The thumbprint of the key that who uses it has to prove (RFC 9449, 6). */
  readonly jkt: string | undefined
  /** The refresh token that this token replaced, where its grace ends with the first use of this one. */
  readonly retires: string | undefined
}

/**
 * Describes an authorization request that was pushed.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9126#section-2.2
 */
export interface PushedRequest extends Entry {
  readonly clientId: string
  readonly parameters: RequestParameters
}

/** Describes what an approval is for: all that a code or a device's tokens are made of. */
export interface Asked {
  readonly clientId: string
  readonly redirectUri: string | undefined
  readonly redirectUriWasSent: boolean
  readonly state: string | undefined
  readonly scope: ReadonlyArray<string>
  readonly resources: ReadonlyArray<string>
  readonly challenge: CodeChallenge | undefined
  readonly nonce: string | undefined
  /** Who the request is about, as far as it or the browser says. */
  readonly subject: string | undefined
  readonly authorization: RequestParameters
}

/** Describes what a browser asks for: it has a place to go back to. */
export interface BrowserAsked extends Asked {
  readonly redirectUri: string
  readonly mode: ResponseMode
  /** The thumbprint of the key that the exchange has to prove. */
  readonly jkt: string | undefined
}

/** Describes an authorization request that waits for a person. */
export interface PendingConsent extends Entry {
  readonly asked: BrowserAsked
}

/**
 * Describes a device that asked for access. `grant` and `denied` say what was decided, if it was.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8628#section-3.2
 */
export interface DeviceAuthorization extends Entry {
  readonly clientId: string
  readonly userCode: string
  readonly asked: Asked
  readonly decision: "pending" | "denied" | "used" | { readonly grant: Grant }
  /** How many polls are still to be answered as if nothing was decided. */
  readonly pendingPolls: number
  /** Seconds between two polls: it grows when the device polls too fast. */
  readonly interval: number
  readonly polledAt: number | undefined
}

/**
 * Describes the registration of a client that registered itself: the token by which it looks after it, when that was, and
 * what it said of itself.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7592#section-3
 */
export interface Registration {
  readonly token: string
  readonly issuedAt: number
  readonly metadata: JsonMembers
}

/** Describes the state, with codes and tokens by their text. */
export interface ProviderState {
  readonly settings: Settings
  readonly nextGrantId: number
  readonly revokedGrants: HashSet.HashSet<number>
  readonly codes: Entries<IssuedCode>
  readonly accessTokens: Entries<IssuedToken>
  readonly refreshTokens: Entries<IssuedToken>
  readonly pushed: Entries<PushedRequest>
  readonly consents: Entries<PendingConsent>
  readonly devices: Entries<DeviceAuthorization>
  /** Device codes by user code. */
  readonly userCodes: Entries<Entry & { readonly deviceCode: string }>
  /** The JWTs of clients that were used, as far as they work once. */
  readonly usedJwts: Entries<Entry>
  /** The users who have signed out, and not in again. */
  readonly signedOut: HashSet.HashSet<string>
  /** The latest grants of a client and user, oldest first, as far as their number matters. */
  readonly families: HashMap.HashMap<string, ReadonlyArray<number>>
  /** By client id, of the clients that registered themselves. */
  readonly registrations: HashMap.HashMap<string, Registration>
  /** The public keys that the provider shows. */
  readonly keys: ReadonlyArray<JsonMembers>
}

/** Makes the state of a provider that nobody has used yet. */
export const initialState = (settings: Settings): ProviderState => ({
  settings,
  nextGrantId: 1,
  revokedGrants: HashSet.empty(),
  codes: noEntries,
  accessTokens: noEntries,
  refreshTokens: noEntries,
  pushed: noEntries,
  consents: noEntries,
  devices: noEntries,
  userCodes: noEntries,
  usedJwts: noEntries,
  signedOut: HashSet.empty(),
  families: HashMap.empty(),
  registrations: HashMap.empty(),
  keys: []
})

/** Finds a value of one of the state's maps. */
export const lookUp = <Key, Value>(map: HashMap.HashMap<Key, Value>, key: Key): Value | undefined =>
  Option.getOrUndefined(HashMap.get(map, key))

/** Says whether a grant was revoked. */
export const isRevoked = ({ revokedGrants }: ProviderState, { id }: Grant): boolean =>
  HashSet.has(revokedGrants, id)

/**
 * Finds a token that is good at a time: known, not expired, and its grant not revoked.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-3.1
 */
export const findLive = (
  state: ProviderState,
  tokens: Entries<IssuedToken>,
  text: string,
  now: number
): IssuedToken | undefined => {
  const token = findEntry(tokens, text)
  if (token === undefined || token.expiresAt <= now) return undefined
  if (token.replaced !== undefined && token.replaced.graceUntil <= now) return undefined
  return isRevoked(state, token.grant) ? undefined : token
}

/**
 * Says whether an access token is good at a time.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-3.1
 */
export const isLiveAccessToken = (state: ProviderState, token: string, now: number): boolean =>
  findLive(state, state.accessTokens, token, now) !== undefined
