/** How grants begin and end, and how many of them live. */
import { HashMap, HashSet } from "effect"
import type { Client } from "./Client.ts"
import { filterEntries } from "./Entries.ts"
import type { ProviderEvent } from "./ProviderEvent.ts"
import type { Asked, Grant, ProviderState } from "./ProviderState.ts"
import { isRevoked, lookUp } from "./ProviderState.ts"

/** Describes a state in which a grant has begun. */
export interface Begun {
  readonly state: ProviderState
  readonly grant: Grant
  /** That other grants had to make room. */
  readonly events: ReadonlyArray<ProviderEvent>
}

/**
 * Begins the grant of a user's approval. Where client and user have as many as the rotation allows, the oldest ends.
 */
export const beginUserGrant = (
  state: ProviderState,
  asked: Asked,
  subject: string | undefined,
  now: number
): Begun => {
  const { deviations, rotation } = state.settings
  const family = familyOf(asked.clientId, subject)
  const before = lookUp(state.families, family) ?? []
  const asks = deviations.givesRefreshToken !== undefined || deviations.tokenResponse !== undefined
  const id = state.nextGrantId
  const grant: Grant = {
    id,
    clientId: asked.clientId,
    subject,
    scope: asked.scope,
    resources: asked.resources,
    grantedAt: now,
    redirectUri: asked.redirectUri,
    nonce: asked.nonce,
    isFirstConsent: before.length === 0,
    actor: undefined,
    authorization: asks ? asked.authorization : undefined
  }
  const begun = { ...state, nextGrantId: id + 1 }
  // Where there is no bound, all that matters of a family is that it has had a grant.
  if (rotation.maxLive === Infinity && before.length > 0) return { state: begun, grant, events: [] }
  const all = [...before, id]
  const excess = all.slice(0, Math.max(0, all.length - rotation.maxLive))
  const families = HashMap.set(state.families, family, all.slice(excess.length))
  return {
    state: excess.reduce(revokeGrant, { ...begun, families }),
    grant,
    events: excess.map((grantId) => ({ _tag: "GrantRevoked", clientId: asked.clientId, grantId }))
  }
}

/** Describes what a grant gives that no approval gives: to whom, and who acts for them. */
export interface ClientGranting {
  readonly scope: ReadonlyArray<string>
  readonly resources: ReadonlyArray<string>
  readonly now: number
  readonly subject?: string | undefined
  readonly actor?: string | undefined
}

/**
 * Begins a grant that no approval gives: the client's own, or, with a subject, one that another token gives.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.4
 */
export const beginClientGrant = (
  state: ProviderState,
  client: Client,
  { actor, now, resources, scope, subject }: ClientGranting
): Begun => ({
  state: { ...state, nextGrantId: state.nextGrantId + 1 },
  events: [],
  grant: {
    id: state.nextGrantId,
    clientId: client.clientId,
    subject,
    actor,
    scope,
    resources,
    grantedAt: now,
    redirectUri: undefined,
    nonce: undefined,
    isFirstConsent: false,
    authorization: undefined
  }
})

/**
 * Revokes a grant and with it every code and token of its family.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9700#section-4.14.2
 */
export const revokeGrant = (state: ProviderState, grantId: number): ProviderState => {
  const revoked = HashSet.add(state.revokedGrants, grantId)
  const next = { ...state, revokedGrants: revoked }
  return HashSet.size(revoked) > state.settings.capacity ? clearRevoked(next) : next
}

// A revocation has to be remembered as long as anything of its grant is: that goes first.
const clearRevoked = (state: ProviderState): ProviderState => {
  const isGood = ({ grant }: { readonly grant: Grant }): boolean => !isRevoked(state, grant)
  return {
    ...state,
    codes: filterEntries(state.codes, isGood),
    accessTokens: filterEntries(state.accessTokens, isGood),
    refreshTokens: filterEntries(state.refreshTokens, isGood),
    devices: filterEntries(state.devices, ({ decision }) => typeof decision === "string" || isGood(decision)),
    revokedGrants: HashSet.empty()
  }
}

const familyOf = (clientId: string, subject: string | undefined): string => `${clientId}\0${subject ?? ""}`
