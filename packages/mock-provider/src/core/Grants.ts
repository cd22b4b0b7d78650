/** How grants begin, and how many of them live. */
import { HashMap } from "effect"
import type { Client } from "./Client.ts"
import type { Asked, Grant, ProviderState } from "./ProviderState.ts"
import { lookUp, revokeGrant } from "./ProviderState.ts"

/**
 * Describes a state in which a grant has begun.
 *
 * @category models
 * @since 0.1.0
 */
export interface Begun {
  readonly state: ProviderState
  readonly grantId: number
  /** The grants that had to make room. */
  readonly revoked: ReadonlyArray<number>
}

/**
 * Begins the grant of a user's approval, which the code or the device holds that it is for. Where client and user have as many as the rotation allows, the oldest ends.
 *
 * @category combining
 * @since 0.1.0
 */
export const beginUserGrant = (
  state: ProviderState,
  asked: Asked,
  subject: string | undefined,
  now: number
): Begun => {
  const { quirks, rotation } = state.settings
  const family = familyOf(asked.clientId, subject)
  const before = lookUp(state.families, family) ?? []
  const grantId = state.nextGrantId
  const asks = quirks.givesRefreshToken !== undefined || quirks.tokenResponse !== undefined
  const added = addGrant(state, {
    id: grantId,
    clientId: asked.clientId,
    subject,
    scope: asked.scope,
    revoked: false,
    grantedAt: now,
    redirectUri: asked.redirectUri,
    nonce: asked.nonce,
    isFirstConsent: before.length === 0,
    entries: 1,
    authorization: asks ? asked.authorization : undefined
  })
  // A family is counted only as far as it matters: up to the bound, or else up to one.
  const bound = rotation.maxLive === Infinity ? 1 : rotation.maxLive
  const all = [...before, grantId]
  const excess = all.slice(0, Math.max(0, all.length - bound))
  const revoked = rotation.maxLive === Infinity ? [] : excess
  return {
    grantId,
    revoked,
    state: revoked.reduce(revokeGrant, {
      ...added,
      families: HashMap.set(added.families, family, all.slice(excess.length))
    })
  }
}

/**
 * Begins the grant of the client's own, or goes on with it: all its tokens are of one.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.4
 * @category combining
 * @since 0.1.0
 */
export const beginClientGrant = (state: ProviderState, client: Client, now: number): Begun => {
  const family = familyOf(client.clientId, undefined)
  const grantId = lookUp(state.families, family)?.[0]
  if (grantId !== undefined) return { state, grantId, revoked: [] }
  const begun = addGrant(state, {
    id: state.nextGrantId,
    clientId: client.clientId,
    subject: undefined,
    scope: [],
    revoked: false,
    grantedAt: now,
    redirectUri: undefined,
    nonce: undefined,
    isFirstConsent: false,
    entries: 0,
    authorization: undefined
  })
  const families = HashMap.set(begun.families, family, [state.nextGrantId])
  return { state: { ...begun, families }, grantId: state.nextGrantId, revoked: [] }
}

/**
 * Holds a grant for so many more entries.
 *
 * @category combining
 * @since 0.1.0
 */
export const holdGrant = (state: ProviderState, grantId: number, entries: number): ProviderState => {
  const grant = lookUp(state.grants, grantId)
  if (grant === undefined) return state
  const held = { ...grant, entries: grant.entries + entries }
  return { ...state, grants: HashMap.set(state.grants, grantId, held) }
}

/**
 * Releases a grant from an entry that is no more. With its last entry the grant is forgotten.
 *
 * @category combining
 * @since 0.1.0
 */
export const releaseGrant = (state: ProviderState, grantId: number): ProviderState => {
  const grant = lookUp(state.grants, grantId)
  if (grant === undefined) return state
  if (grant.entries > 1) return holdGrant(state, grantId, -1)
  const family = familyOf(grant.clientId, grant.subject)
  const rest = (lookUp(state.families, family) ?? []).filter((id) => id !== grantId)
  return {
    ...state,
    grants: HashMap.remove(state.grants, grantId),
    families:
      rest.length === 0 ? HashMap.remove(state.families, family) : HashMap.set(state.families, family, rest)
  }
}

/**
 * Names the family of grants of a client and user.
 *
 * @category accessors
 * @since 0.1.0
 */
export const familyOf = (clientId: string, subject: string | undefined): string =>
  `${clientId}\0${subject ?? ""}`

const addGrant = (state: ProviderState, grant: Grant): ProviderState => ({
  ...state,
  nextGrantId: state.nextGrantId + 1,
  grants: HashMap.set(state.grants, grant.id, grant)
})
