/** How the provider forgets, so that it can run for long. */
import { HashMap } from "effect"
import { forgetOldest, isOldestDue } from "./Entries.ts"
import { releaseGrant } from "./Grants.ts"
import type { ProviderState } from "./ProviderState.ts"

/**
 * Forgets a few of the entries that have expired, or are more than the capacity, and the grants that nothing is left
 * of. A request brings at most one entry of a kind, and two may go: none waits for much to be forgotten, and what is
 * remembered does not grow.
 *
 * @category combining
 * @since 0.1.0
 */
export const forgetDue = (state: ProviderState, now: number): ProviderState => {
  const { capacity } = state.settings
  const kinds = [
    state.codes,
    state.accessTokens,
    state.refreshTokens,
    state.pushed,
    state.consents,
    state.devices
  ]
  if (!kinds.some((kind) => isOldestDue(kind, now, capacity))) return state
  const codes = forgetOldest(state.codes, now, capacity)
  const accessTokens = forgetOldest(state.accessTokens, now, capacity)
  const refreshTokens = forgetOldest(state.refreshTokens, now, capacity)
  const devices = forgetOldest(state.devices, now, capacity)
  const rest: ProviderState = {
    ...state,
    codes: codes.entries,
    accessTokens: accessTokens.entries,
    refreshTokens: refreshTokens.entries,
    pushed: forgetOldest(state.pushed, now, capacity).entries,
    consents: forgetOldest(state.consents, now, capacity).entries,
    devices: devices.entries,
    userCodes: HashMap.removeMany(
      state.userCodes,
      devices.forgotten.map(({ userCode }) => userCode)
    )
  }
  const decided = devices.forgotten.flatMap(({ decision }) =>
    typeof decision === "object" ? [decision] : []
  )
  const ofGrants = [...codes.forgotten, ...accessTokens.forgotten, ...refreshTokens.forgotten, ...decided]
  return ofGrants.reduce((left, { grantId }) => releaseGrant(left, grantId), rest)
}
