import { Effect } from "effect"
import { anotherEntropy, anotherScenario } from "../../arbitraries/anotherScenario.ts"
import { implementationOf, ordinaryScenario, type Scenario } from "../../arbitraries/scenario.ts"
import { property } from "../../engine/Check.ts"
import { Violated } from "../../engine/Finding.ts"
import type { CheckContext } from "../../engine/Harness.ts"
import { stateOf } from "../../engine/Observation.ts"
import { returnedBy } from "../../engine/outcomes.ts"
import { authorizationRequest } from "../../reading/authorizationRequest.ts"
import type { Step } from "../../subject/Protocol.ts"

export const check = property(
  "AUT-4",
  ordinaryScenario,
  Effect.fnUntraced(function* (scenario, context) {
    yield* authorizationRequest(yield* context.observe(scenario))
    const { flowId } = scenario
    const flows = [flowId, anotherScenario(scenario).flowId]
    const [first, second] = yield* statesOf(scenario, scenario.entropy, flows, context)
    if (!first || !second) return yield* new Violated({ message: "the authorization URL has no state" })
    if (first === second) return yield* new Violated({ message: "it sends the same state for two flows" })
    yield* readByHost(scenario, context)
    const [again] = yield* statesOf(scenario, anotherEntropy(scenario.entropy), [flowId], context)
    if (again === first) {
      return yield* new Violated({
        message: "its state can be guessed: it is made of what others know, without randomness"
      })
    }
  })
)

/** Starts flows of one implementation, and gives their states. */
const statesOf = Effect.fnUntraced(function* (
  scenario: Scenario,
  entropy: number,
  flowIds: ReadonlyArray<string>,
  context: CheckContext
) {
  const from = yield* context.source({ ...scenario, entropy })
  const {
    outcomes: [made, ...authorized]
  } = yield* context.runScript({
    entropy,
    steps: [
      { _tag: "getAuthImplementation", as: "a", from, ...implementationOf(scenario) },
      ...flowIds.map((flowId): Step => ({ _tag: "authorize", on: "a", flowId }))
    ],
    answers: []
  })
  return yield* Effect.forEach(authorized, (outcome) =>
    Effect.map(returnedBy(made, outcome, "authorize"), stateOf)
  )
})

/** Hands the state back, as the provider does. */
const readByHost = Effect.fnUntraced(function* (scenario: Scenario, context: CheckContext) {
  const { exchange: outcome } = (yield* context.observe(scenario)).outcomes
  if (outcome?._tag !== "raised" || outcome.error.kind !== "state") return
  return yield* new Violated({
    message: "the host cannot read the state of its authorization URL when it comes back"
  })
})
