/** What becomes of a request that a fault is due for. */
import type { JsonMembers } from "../core/JsonMembers.ts"
import type { ProviderState } from "../core/ProviderState.ts"
import { callBack, type Step } from "../core/Step.ts"
import type { UnsignedJwt } from "../core/UnsignedJwt.ts"
import type { AlteringFault, AnsweringFault } from "./answerFault.ts"
import { answerFault } from "./answerFault.ts"
import type { FaultAction } from "./FaultAction.ts"
import type { ProviderAnswer } from "./ProviderAnswer.ts"

/**
 * Describes what became of a request: the provider's own step, if it came to that, and the answer where it is not the
 * step's. `delay` is in milliseconds.
 */
export type Enacted =
  | { readonly step: undefined; readonly instead: ProviderAnswer; readonly delay: 0 }
  | {
      readonly step: Step
      readonly instead: ProviderAnswer | undefined
      readonly delay: number
      /** Whether the fault altered anything. */
      readonly altered: boolean
    }

/**
 * Answers a request under a fault. `own` is the provider's part: it answers from a state, at a time that is off by so
 * many milliseconds.
 */
export const enactFault = (
  action: FaultAction,
  state: ProviderState,
  own: (state: ProviderState, skew: number) => Step
): Enacted => {
  if (isAnswering(action)) return { step: undefined, instead: answerFault(action), delay: 0 }
  const { altered, step } = alterStep(action, state, own)
  return {
    step,
    altered,
    instead: action._tag === "CommitThenDrop" ? { _tag: "ConnectionFailure" } : undefined,
    delay: action._tag === "Slow" ? action.milliseconds : 0
  }
}

const altering: Readonly<Record<AlteringFault["_tag"], true>> = {
  CallbackError: true,
  ClockSkew: true,
  CommitThenDrop: true,
  DuplicateDelivery: true,
  SigningKeyRotated: true,
  Slow: true,
  StateChanged: true,
  StateDropped: true,
  WrongIdToken: true
}

/** Says whether a fault answers instead of the provider. */
export const isAnswering = (action: FaultAction): action is AnsweringFault =>
  !Object.hasOwn(altering, action._tag)

const alterStep = (
  action: AlteringFault,
  state: ProviderState,
  own: (state: ProviderState, skew: number) => Step
): { readonly step: Step; readonly altered: boolean } => {
  switch (action._tag) {
    case "ClockSkew":
      return { step: own(state, action.seconds * 1000), altered: true }
    case "DuplicateDelivery":
      return { step: twice(state, own, action.answer ?? "last"), altered: true }
    case "CallbackError":
    case "StateChanged":
    case "StateDropped": {
      const before = own(state, 0)
      const step = alterCallback(action, before, state)
      return { step, altered: step !== before }
    }
    case "WrongIdToken": {
      const before = own(state, 0)
      const step = withWrongIdToken(before, action.wrong)
      return { step, altered: step !== before }
    }
    default:
      return { step: own(state, 0), altered: true }
  }
}

/**
 * Alters the callback of a step, or gives the step as it is if there is nothing to alter. `ungranted` is the state in
 * which nothing was granted.
 */
export const alterCallback = (action: FaultAction, step: Step, ungranted: ProviderState): Step => {
  switch (action._tag) {
    case "StateDropped":
      return withState(step, undefined)
    case "StateChanged":
      return withState(step, action.state)
    case "CallbackError":
      return withError(step, ungranted, action)
    default:
      return step
  }
}

const twice = (
  state: ProviderState,
  own: (state: ProviderState, skew: number) => Step,
  answered: "first" | "last"
): Step => {
  const first = own(state, 0)
  const last = own(first.state, 0)
  return {
    ...(answered === "first" ? first : last),
    state: last.state,
    events: [...first.events, ...last.events],
    unsigned: [...first.unsigned, ...last.unsigned]
  }
}

const withState = (step: Step, sent: string | undefined): Step => {
  if (step.callback?.parameters.some(([name]) => name === "state") !== true) return step
  const parameters = step.callback.parameters.flatMap(([name, value]) =>
    name !== "state" ? [[name, value] as const] : sent === undefined ? [] : [[name, sent] as const]
  )
  return { ...callBack(step.state, { ...step.callback, parameters }, step.events), refusal: step.refusal }
}

// The client gets an error, and nothing was granted.
const withError = (
  step: Step,
  ungranted: ProviderState,
  { description, error }: Extract<FaultAction, { readonly _tag: "CallbackError" }>
): Step => {
  if (step.callback === undefined || step.refusal !== undefined) return step
  const rest = step.callback.parameters.filter(([name]) => name === "state" || name === "iss")
  const described = description === undefined ? [] : [["error_description", description] as const]
  const parameters = [["error", error] as const, ...described, ...rest]
  return callBack(ungranted, { ...step.callback, parameters }, [])
}

type Wrong = Extract<FaultAction, { readonly _tag: "WrongIdToken" }>["wrong"]

const withWrongIdToken = (step: Step, wrong: Wrong): Step =>
  step.unsigned.some(({ kind }) => kind === "id token")
    ? {
        ...step,
        unsigned: step.unsigned.map((jwt) => (jwt.kind === "id token" ? makeWrong(jwt, wrong) : jwt))
      }
    : step

const makeWrong = (jwt: UnsignedJwt, wrong: Wrong): UnsignedJwt => {
  const claiming = (claims: JsonMembers): UnsignedJwt => ({ ...jwt, claims: { ...jwt.claims, ...claims } })
  switch (wrong) {
    case "issuer":
      return claiming({ iss: "https://another-issuer.test" })
    case "audience":
      return claiming({ aud: "another-client" })
    case "subject":
      return claiming({ sub: "another-user" })
    case "nonce":
      return claiming({ nonce: "another-nonce" })
    case "expiry":
      return claiming({ exp: Number(jwt.claims["iat"]) - 3600 })
    case "signature":
      return { ...jwt, flaw: "signature" }
    case "algorithm":
      return { ...jwt, flaw: "none" }
  }
}
