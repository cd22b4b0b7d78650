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
import type { ImplementationSource, Outcome, Step, WireRequest } from "../../subject/Protocol.ts"
import type { World } from "../Bench.ts"

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
  const [first, second] = scenariosOf(interleaving)
  const flows = [flowOf(first), flowOf(second)] as const
  const from = yield* Effect.forEach([first, second], (scenario) => world.source(scenario))
  const turns = turnsOf(interleaving)
  const steps = turns.map(([index, name]) => stepOf(name, flows[index].scenario, index, from[index]))
  const { outcomes, requests } = yield* world.play({
    entropy: first.entropy,
    steps,
    answers: turns.map(([index, name]) => answerOf(name, flows[index].scenario))
  })
  for (const { step, wire } of requests) {
    const [index, name] = turns[step] ?? [0, "authorize"]
    ;(flows[index].requests[name] ??= []).push(wire)
  }
  turns.forEach(([index, name], at) => {
    const outcome = outcomes[at]
    if (outcome) flows[index].outcomes[name] = outcome
  })
  return flows
})

const flowOf = (scenario: Scenario): Flow => ({ scenario, outcomes: {}, requests: {} })

const scenariosOf = ({ sameCredential, scenario }: Interleaving): readonly [Scenario, Scenario] => {
  const another = anotherScenario(scenario)
  const { authDomain, credential, host } = scenario
  return [scenario, sameCredential ? { ...another, authDomain, credential, host } : another]
}

type Turn = readonly [flow: 0 | 1, step: (typeof order)[number]]

/** The turns given, and then enough for both to come to their end. */
const turnsOf = ({ secondsTurn }: Interleaving): ReadonlyArray<Turn> => {
  const left = [Array.from(order), Array.from(order)] as const
  const wanted = [
    ...secondsTurn.map((isSeconds) => (isSeconds ? 1 : 0)),
    ...order.flatMap(() => [0, 1] as const)
  ]
  return wanted.flatMap((index): ReadonlyArray<Turn> => {
    const name = left[index].shift()
    return name === undefined ? [] : [[index, name]]
  })
}

const stepOf = (
  name: (typeof order)[number],
  scenario: Scenario,
  index: 0 | 1,
  from: ImplementationSource = { by: "module" }
): Step => {
  const as = index === 0 ? "a" : "b"
  switch (name) {
    case "getAuthImplementation":
      return { step: name, as, from, ...implementationOf(scenario) }
    case "authorize":
      return { step: name, on: as, flowId: scenario.flowId }
    case "exchange":
      return { step: name, on: as, callback: { code: scenario.code } }
    case "refresh":
      return { step: name, on: as, token: storedTokenOf(scenario) }
  }
}

const answerOf = (name: (typeof order)[number], { refreshedToken, token }: Scenario) =>
  jsonAnswer(name === "refresh" ? refreshedToken : token)
