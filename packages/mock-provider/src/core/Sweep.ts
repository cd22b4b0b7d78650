/** How the provider forgets, so that it can run for long. */
import { HashMap } from "effect"
import type { Entry, ProviderState } from "./ProviderState.ts"

/**
 * Drops what has expired, and of what is left the oldest beyond the capacity, when enough entries came since the last
 * time: its cost is spread over them, and the state is never more than twice what has to be remembered.
 *
 * @category combining
 * @since 0.1.0
 */
export const sweepWhenDue = (state: ProviderState, now: number): ProviderState =>
  state.serial < state.sweepAt ? state : sweep(state, now)

const sweep = (state: ProviderState, now: number): ProviderState => {
  const { capacity } = state.settings
  const isLive = (entry: Entry): boolean => entry.expiresAt > now
  const isOfGrant = (entry: Entry & { readonly grantId: number }): boolean => {
    const grant = HashMap.getUnsafe(state.grants, entry.grantId)
    return isLive(entry) && !grant.revoked
  }
  const codes = keep(state.codes, isOfGrant, capacity)
  const accessTokens = keep(state.accessTokens, isOfGrant, capacity)
  const refreshTokens = keep(state.refreshTokens, isOfGrant, capacity)
  const pushed = keep(state.pushed, isLive, capacity)
  const consents = keep(state.consents, isLive, capacity)
  const devices = keep(state.devices, isLive, capacity)
  const needed = new Set<number>()
  for (const map of [codes, accessTokens, refreshTokens]) {
    for (const { grantId } of HashMap.values<string, { readonly grantId: number }>(map)) needed.add(grantId)
  }
  for (const { decision } of HashMap.values(devices)) {
    if (typeof decision === "object") needed.add(decision.grantId)
  }
  const entries = [codes, accessTokens, refreshTokens, pushed, consents, devices]
  const left = entries.reduce((sum, map) => sum + HashMap.size<string, Entry>(map), 0)
  return {
    ...state,
    sweepAt: state.serial + Math.max(1024, left),
    codes,
    accessTokens,
    refreshTokens,
    pushed,
    consents,
    devices,
    grants: HashMap.filter(state.grants, (_, id) => needed.has(id)),
    userCodes: HashMap.filter(state.userCodes, (deviceCode) => HashMap.has(devices, deviceCode)),
    families: HashMap.filter(state.families, (ids) => ids.some((id) => needed.has(id)))
  }
}

const keep = <Value extends Entry>(
  map: HashMap.HashMap<string, Value>,
  isKept: (value: Value) => boolean,
  capacity: number
): HashMap.HashMap<string, Value> => {
  const kept = HashMap.filter(map, isKept)
  const excess = HashMap.size(kept) - capacity
  if (excess <= 0) return kept
  const serials = Array.from(HashMap.values(kept), ({ serial }) => serial).toSorted(
    (one, other) => one - other
  )
  const oldest = serials[excess] ?? 0
  return HashMap.filter(kept, ({ serial }) => serial >= oldest)
}
