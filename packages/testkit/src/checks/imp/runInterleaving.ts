/** Two linkings at once, their steps interleaved. */
import { Effect } from "effect"
import * as fc from "fast-check"
import { anotherScenario } from "../../arbitraries/anotherScenario.ts"
import {
  implementationOf,
  ordinaryScenario,
  type Scenario,
  storedTokenOf
} from "../../arbitraries/scenario.ts"
import { jsonAnswer } from "../../arbitraries/tokenResponse.ts"
import type { Outcome, Step, WireRequest } from "../../subject/Protocol.ts"
import type { World } from "../Bench.ts"
import { stateOf } from "../Observation.ts"

/**
 * Two linkings and the order of their steps.
 *
 * @category models
 * @since 0.1.0
 */
export interface Interleaving {
  readonly scenario: Scenario
  /** Whether both are flows of the same credential, each with an implementation of its own. */
  readonly sameCredential: boolean
  /** Whose turn it is, as long as both have steps left. */
  readonly secondsTurn: ReadonlyArray<boolean>
}

/**
 * Any two linkings in any order.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyInterleaving: fc.Arbitrary<Interleaving> = fc.record({
  scenario: ordinaryScenario,
  sameCredential: fc.boolean(),
  secondsTurn: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 })
})

/**
 * One of the linkings, as far as it got.
 *
 * @category models
 * @since 0.1.0
 */
export interface Flow {
  readonly scenario: Scenario
  readonly outcomes: { [name in Step["step"]]?: Outcome }
  readonly requests: { [name in Step["step"]]?: Array<WireRequest> }
}

const order = ["getAuthImplementation", "authorize", "exchange", "refresh"] as const

/**
 * Runs both linkings in one session, step by step in the order given.
 *
 * @category observations
 * @since 0.1.0
 */
export const runInterleaving = Effect.fnUntraced(function* (interleaving: Interleaving, world: World) {
  const [first, second] = scenariosOf(interleaving).map((scenario): Flow => ({
    scenario,
    outcomes: {},
    requests: {}
  })) as [Flow, Flow]
  const left = new Map([
    [first, [...order]],
    [second, [...order]]
  ])
  let fresh = true
  for (const flow of turns(interleaving, first, second)) {
    const name = left.get(flow)?.shift()
    if (name === undefined) continue
    const step = yield* stepOf(name, flow, flow === first ? "a" : "b", world)
    const [outcome] = yield* world.perform({
      fresh,
      entropy: first.scenario.entropy,
      steps: [step],
      answer: answerOf(name, flow)
    })
    if (outcome) flow.outcomes[name] = outcome
    fresh = false
  }
  return [first, second] as const
})

const scenariosOf = ({ sameCredential, scenario }: Interleaving): readonly [Scenario, Scenario] => {
  const another = anotherScenario(scenario)
  const { authDomain, credential, host } = scenario
  return [scenario, sameCredential ? { ...another, authDomain, credential, host } : another]
}

/** The turns given, and then enough for both to come to their end. */
const turns = ({ secondsTurn }: Interleaving, first: Flow, second: Flow): ReadonlyArray<Flow> => [
  ...secondsTurn.map((isSeconds) => (isSeconds ? second : first)),
  ...order.flatMap(() => [first, second])
]

const stepOf = Effect.fnUntraced(function* (
  name: (typeof order)[number],
  flow: Flow,
  as: string,
  world: World
) {
  const { scenario } = flow
  switch (name) {
    case "getAuthImplementation": {
      const from = yield* world.source(scenario)
      return { step: name, as, from, ...implementationOf(scenario) } satisfies Step
    }
    case "authorize":
      return { step: name, on: as, flowId: scenario.flowId } satisfies Step
    case "exchange": {
      const { authorize } = flow.outcomes
      const state = authorize?.outcome === "returned" ? stateOf(authorize.value) : null
      const callback = { code: scenario.code, ...(state === null ? {} : { state }) }
      return { step: name, on: as, callback } satisfies Step
    }
    case "refresh":
      return { step: name, on: as, token: storedTokenOf(scenario) } satisfies Step
  }
})

const answerOf = (name: (typeof order)[number], flow: Flow) => (request: WireRequest) => {
  ;(flow.requests[name] ??= []).push(request)
  return jsonAnswer(name === "refresh" ? flow.scenario.refreshedToken : flow.scenario.token)
}
