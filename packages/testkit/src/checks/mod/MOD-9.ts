import { Effect } from "effect"
import { ordinaryScenario } from "../../arbitraries/scenario.ts"
import { NotApplicable, Violated } from "../../engine/Finding.ts"
import { callHook, moduleProperty, offeredHooks } from "../../reading/hooks.ts"
import type { Outcome } from "../../subject/Protocol.ts"

export const check = moduleProperty(
  "MOD-9",
  ordinaryScenario,
  Effect.fnUntraced(function* (scenario, context) {
    const hooks = offeredHooks(context.module).filter(({ name }) => name !== "getClientCredential")
    if (!hooks.some(({ language }) => language === "python")) {
      return yield* new NotApplicable({ message: "no hook can ask a TypeScript host for a request" })
    }
    for (const { name, written } of hooks) {
      yield* failIfItAsked((yield* callHook(name, scenario, context)).outcome, written)
    }
    if (context.module.hooks.getAuthImplementation === undefined) return
    yield* failIfItAsked((yield* context.observe(scenario, "refresh")).outcomes.refresh, "the refresh")
  })
)

const failIfItAsked = (outcome: Outcome | undefined, what: string) =>
  outcome?._tag === "raised" && outcome.error.missing?._tag === "Request"
    ? Effect.fail(
        new Violated({
          message: `${what} failed with no HTTP request under way, which is when the host asks for it`,
          where: outcome.error.where
        })
      )
    : Effect.void
