/** Several implementations, made one after another in one session. */
import { Effect } from "effect"
import { implementationOf, type Scenario } from "../../arbitraries/scenario.ts"
import type { Step } from "../../subject/Protocol.ts"
import type { World } from "../Bench.ts"
import { returned } from "../outcomes.ts"

/**
 * Makes an implementation for each scenario in one session, and gives what each says of itself: an
 * {@link ImplementationValue}.
 *
 * @category observations
 * @since 0.1.0
 */
export const implementationsOf = Effect.fnUntraced(function* (
  scenarios: ReadonlyArray<Scenario>,
  world: World
) {
  const steps = yield* Effect.forEach(scenarios, (scenario, index) =>
    Effect.map(world.source(scenario), (from): Step => ({
      step: "getAuthImplementation",
      as: `${index}`,
      from,
      ...implementationOf(scenario)
    }))
  )
  const { outcomes } = yield* world.play({
    entropy: scenarios[0]?.entropy ?? 0,
    steps,
    answers: []
  })
  return yield* Effect.forEach(outcomes, (outcome) => returned(outcome, "getAuthImplementation"))
})
