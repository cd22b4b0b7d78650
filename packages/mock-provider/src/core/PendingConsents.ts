/** Authorization requests that wait for a person. */
import { toConsentRequest } from "./AuthorizationRequest.ts"
import type { ConsentRequest, MadeDecision } from "./Consent.ts"
import { decideConsent } from "./decideConsent.ts"
import { findEntry, removeEntry } from "./Entries.ts"
import type { PendingConsent, ProviderState } from "./ProviderState.ts"
import type { Step, StepContext } from "./Step.ts"

/**
 * Finds what a person is asked, by the id that the consent page got.
 *
 * @category accessors
 * @since 0.1.0
 */
export const findConsent = (state: ProviderState, id: string, now: number): ConsentRequest | undefined => {
  const pending = findPending(state, id, now)
  return pending === undefined ? undefined : toConsentRequest(pending.asked)
}

/**
 * Answers a request that waited as the person decided, once; `undefined` when no such request waits.
 *
 * @category grants
 * @since 0.1.0
 */
export const decidePendingConsent = (
  state: ProviderState,
  id: string,
  decision: MadeDecision,
  context: StepContext
): Step | undefined => {
  const pending = findPending(state, id, context.now)
  if (pending === undefined) return undefined
  const rest = { ...state, consents: removeEntry(state.consents, id) }
  return decideConsent(rest, pending.asked, decision, context)
}

const findPending = (state: ProviderState, id: string, now: number): PendingConsent | undefined => {
  const pending = findEntry(state.consents, id)
  return pending !== undefined && pending.expiresAt > now ? pending : undefined
}
