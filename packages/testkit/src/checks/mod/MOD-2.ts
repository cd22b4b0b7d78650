import { Effect } from "effect"
import { plainHookInput } from "../../arbitraries/hookInput.ts"
import { examination } from "../../engine/Check.ts"
import { Inconclusive, NotApplicable, Violated } from "../../engine/Finding.ts"
import type { CheckContext } from "../../engine/Harness.ts"
import { conclusive } from "../../engine/outcomes.ts"
import { callHook, offeredHooks, type OfferedHook } from "../../reading/hooks.ts"
import { parameterFault } from "../../reading/signature.ts"

export const check = examination(
  "MOD-2",
  Effect.fnUntraced(function* (context) {
    const offered = offeredHooks(context.module).filter(isCalled)
    if (offered.length === 0)
      return yield* new NotApplicable({ message: "the module offers no hook (see MOD-1)" })
    const hooks = offered.filter(({ definition }) => definition.standIn === undefined)
    for (const hook of hooks) {
      const fault = parameterFault(hook)
      if (fault !== null) return yield* new Violated({ message: fault, where: yield* whereOf(hook, context) })
    }
    for (const hook of hooks) yield* awaitable(hook, context)
    const elsewhere = offered.find(({ definition }) => definition.standIn !== undefined)
    if (elsewhere === undefined) return
    return yield* new Inconclusive({
      message: `${elsewhere.written} comes from ${elsewhere.definition.standIn}, which is not available here`
    })
  })
)

/** Nothing calls the legacy hook of a Python module any more. */
const isCalled = ({ language, name }: OfferedHook): boolean =>
  !(name === "getClientCredential" && language === "python")

/** A function that is not declared asynchronous may still give what the host can await, so it is called. */
const awaitable = Effect.fnUntraced(function* (hook: OfferedHook, context: CheckContext) {
  const { asynchronous } = hook.definition
  if (asynchronous && hook.language === "python") return
  const outcome = yield* conclusive((yield* callHook(hook.name, plainHookInput, context)).outcome)
  const refused =
    outcome._tag === "raised" &&
    (outcome.error.type === "NotAnEffect" || (!asynchronous && outcome.error.type.endsWith("TypeError")))
  if (!refused) return
  const must =
    hook.language === "python" ? "an asynchronous function (async def)" : "a function that gives an Effect"
  return yield* new Violated({
    message: `${hook.written} is not ${must}`,
    where: yield* whereOf(hook, context)
  })
})

const whereOf = ({ definition: { line } }: OfferedHook, { integration }: CheckContext) =>
  integration.pipe(
    Effect.map(({ moduleFile }) => (line === null ? null : `${moduleFile}:${line}`)),
    Effect.catchTag("NotApplicable", () => Effect.succeed(null))
  )
