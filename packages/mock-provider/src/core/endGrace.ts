/** The end of a replaced refresh token's grace. */
import { findEntry, putEntry } from "./Entries.ts"
import type { IssuedToken, ProviderState } from "./ProviderState.ts"

/**
 * Ends the grace of the refresh token that a used token replaced, where grace lasts until the replacement is used.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9700#section-4.14.2
 */
export const endGrace = (state: ProviderState, used: IssuedToken, now: number): ProviderState => {
  if (used.retires === undefined) return state
  const retired = findEntry(state.refreshTokens, used.retires)
  if (retired?.replaced === undefined || retired.replaced.graceUntil <= now) return state
  return {
    ...state,
    refreshTokens: putEntry(
      state.refreshTokens,
      used.retires,
      { ...retired, replaced: { graceUntil: now } },
      { now, capacity: state.settings.capacity }
    )
  }
}
