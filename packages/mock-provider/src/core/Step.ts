/** One step of the core, and what it needs from outside. */
import type { ProviderEvent } from "./ProviderEvent.ts"
import type { ProviderState } from "./ProviderState.ts"
import type { JwtPlace } from "./ReceivedJwt.ts"
import type { Callback } from "./Callback.ts"
import type { Refusal } from "./Refusal.ts"
import type { RuleName } from "./rules.ts"
import { callbackResponse, redirectResponse } from "./Callback.ts"
import { refusalResponse } from "./Refusal.ts"
import type { UnsignedJwt } from "./UnsignedJwt.ts"
import type { WireResponse } from "./WireRequest.ts"

/**
 * Describes what a step needs: the time in milliseconds since 1970, and a source of random bytes, from which no two
 * calls may give the same.
 */
export interface StepContext {
  readonly now: number
  readonly randomBytes: (size: number) => Uint8Array
  /** The time by the clock of clients, where it is another one: by it the JWTs are judged that they sign. */
  readonly clientNow?: number
  /** The JWTs of the request that have been signed by who may sign them. Left out: none. */
  readonly signed?: ReadonlySet<JwtPlace>
  /** Those of them that have been used before. */
  readonly replayed?: ReadonlySet<JwtPlace>
  /** Why the client's own metadata document cannot be used. */
  readonly documentProblem?: RuleName
}

/**
 * Describes what a grant needs beside: the thumbprint of the key that the request proves, if it does.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9449#section-5
 */
export interface GrantContext extends StepContext {
  readonly jkt: string | undefined
}

/**
 * Describes what a step gives: the next state, the answer and what happened. The answer may go out when all of
 * `unsigned` is signed; there is nothing to sign unless JWTs are asked for.
 */
export interface Step {
  readonly state: ProviderState
  readonly response: WireResponse
  readonly events: ReadonlyArray<ProviderEvent>
  readonly unsigned: ReadonlyArray<UnsignedJwt>
  /** What the response is made of, when it is a redirect to a client. */
  readonly callback: Callback | undefined
  /** The id of what a person is asked, when the response sends the browser to the consent page. */
  readonly consent: string | undefined
  /** The code that a device shows its user, when the response gives it. */
  readonly userCode?: string
  readonly refusal: Refusal | undefined
}

const nothing: ReadonlyArray<never> = []

/** Makes the step that answers a request. */
export const answer = (
  state: ProviderState,
  response: WireResponse,
  events: ReadonlyArray<ProviderEvent> = nothing,
  unsigned: ReadonlyArray<UnsignedJwt> = nothing
): Step => ({
  state,
  response,
  events,
  unsigned,
  callback: undefined,
  consent: undefined,
  refusal: undefined
})

/** Makes the step that sends the browser to the consent page. */
export const askPerson = (state: ProviderState, consent: string, clientId: string): Step => ({
  state,
  response: redirectResponse(state.settings.pages.consent, [["consent", consent]]),
  events: [{ _tag: "ConsentAsked", clientId }],
  unsigned: nothing,
  callback: undefined,
  consent,
  refusal: undefined
})

/**
 * Makes the step that sends the browser back to the client.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2
 */
export const callBack = (
  state: ProviderState,
  callback: Callback,
  events: ReadonlyArray<ProviderEvent>,
  refusal?: Refusal
): Step => ({
  state,
  response: callbackResponse(callback),
  events,
  unsigned: nothing,
  callback,
  consent: undefined,
  refusal
})

/** Makes the step that refuses a request; events that come with the refusal go before it. */
export const refuse = (
  state: ProviderState,
  refusal: Refusal,
  before: ReadonlyArray<ProviderEvent> = nothing
): Step => ({
  state,
  response: refusalResponse(refusal),
  events: [...before, { _tag: "Refused", rule: refusal.rule }],
  unsigned: nothing,
  callback: undefined,
  consent: undefined,
  refusal
})
