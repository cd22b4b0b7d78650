/** One step of the core, and what it needs from outside. */
import type { ProviderEvent } from "./ProviderEvent.ts"
import type { ProviderState } from "./ProviderState.ts"
import type { Refusal } from "./Refusal.ts"
import { refusalResponse } from "./Refusal.ts"
import type { WireResponse } from "./WireRequest.ts"

/**
 * Describes what a step needs: the time in milliseconds since 1970, and a source of random bytes, from which no two
 * calls may give the same.
 *
 * @category models
 * @since 0.1.0
 */
export interface StepContext {
  readonly now: number
  readonly randomBytes: (size: number) => Uint8Array
}

/**
 * Describes what a step gives: the next state, the answer and what happened.
 *
 * @category models
 * @since 0.1.0
 */
export interface Step {
  readonly state: ProviderState
  readonly response: WireResponse
  readonly events: ReadonlyArray<ProviderEvent>
}

/**
 * Makes the step that refuses a request; events that come with the refusal go before it.
 *
 * @category constructors
 * @since 0.1.0
 */
export const refuse = (
  state: ProviderState,
  refusal: Refusal,
  response: WireResponse = refusalResponse(refusal),
  before: ReadonlyArray<ProviderEvent> = []
): Step => ({ state, response, events: [...before, { _tag: "Refused", rule: refusal.rule }] })
