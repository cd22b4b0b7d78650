import { Effect } from "effect"
import { anotherScenario } from "../../arbitraries/anotherScenario.ts"
import { type Scenario, implementationOf, ordinaryScenario } from "../../arbitraries/scenario.ts"
import { property } from "../../engine/Check.ts"
import { Inconclusive, Violated } from "../../engine/Finding.ts"
import type { CheckContext } from "../../engine/Harness.ts"
import { returned } from "../../engine/outcomes.ts"
import type { Step } from "../../subject/Protocol.ts"
import { memberOf } from "../../subject/members.ts"

export const check = property(
  "IMP-1",
  ordinaryScenario,
  Effect.fnUntraced(function* (scenario, context) {
    const scenarios = [scenario, anotherScenario(scenario)]
    const domains = (yield* implementationsOf(scenarios, context)).map((made) => memberOf(made, "domain"))
    if (domains.every((domain, index) => domain === scenarios[index]?.authDomain)) return
    const [first, second] = domains
    if (first === undefined || first === null) {
      return yield* new Inconclusive({ message: "the implementation shows no domain (see MOD-4)" })
    }
    return yield* new Violated({
      message:
        first === second
          ? "two implementations made for different auth domains have the same domain: one hides the other"
          : "the implementation's domain is not the auth domain that it was made for"
    })
  })
)

/**
 * Makes an implementation for each scenario in one session, and gives what each says of itself: an
 * {@link ImplementationValue}.
 */
export const implementationsOf = Effect.fnUntraced(function* (
  scenarios: ReadonlyArray<Scenario>,
  context: CheckContext
) {
  const steps = yield* Effect.forEach(scenarios, (scenario, index) =>
    Effect.map(context.source(scenario), (from): Step => ({
      _tag: "getAuthImplementation",
      as: `${index}`,
      from,
      ...implementationOf(scenario)
    }))
  )
  const { outcomes } = yield* context.runScript({
    entropy: scenarios[0]?.entropy ?? 0,
    steps,
    answers: []
  })
  return yield* Effect.forEach(outcomes, (outcome) => returned(outcome, "getAuthImplementation"))
})
