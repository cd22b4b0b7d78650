/** Authorization requests that wait for a person. */
import { toConsentRequest } from "./AuthorizationRequest.ts"
import type { ConsentRequest, MadeDecision } from "./Consent.ts"
import { decideConsent } from "./decideConsent.ts"
import { findEntry, removeEntry } from "./Entries.ts"
import type { PendingConsent, ProviderState } from "./ProviderState.ts"
import { Refusal } from "./Refusal.ts"
import { refuseCallback } from "./refuseCallback.ts"
import type { Step, StepContext } from "./Step.ts"

/** Finds what a person is asked, by the id that the consent page got. */
export const findConsent = (state: ProviderState, id: string, now: number): ConsentRequest | undefined => {
  const pending = findPending(state, id, now)
  return pending === undefined ? undefined : toConsentRequest(pending.asked)
}

/** Answers a request that waited as the person decided, once; `undefined` when no such request waits. */
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

/**
 * Leaves a request to a person, which the request itself may forbid: then its answer is an error. `undefined` when the
 * person is to be asked.
 *
 * @see https://openid.net/specs/openid-connect-core-1_0.html#AuthRequest
 */
export const leaveToPerson = (state: ProviderState, id: string, now: number): Step | undefined => {
  const pending = findPending(state, id, now)
  if (pending?.asked.authorization.get("prompt") !== "none") return undefined
  const rest = { ...state, consents: removeEntry(state.consents, id) }
  return refuseCallback(rest, pending.asked, new Refusal("consent-required"))
}

const findPending = (state: ProviderState, id: string, now: number): PendingConsent | undefined => {
  const pending = findEntry(state.consents, id)
  return pending !== undefined && pending.expiresAt > now ? pending : undefined
}
