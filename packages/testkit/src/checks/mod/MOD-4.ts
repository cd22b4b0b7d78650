import { Effect } from "effect"
import { type HookInput, hookInput } from "../../arbitraries/hookInput.ts"
import { Inconclusive, NotApplicable, Violated } from "../../engine/Finding.ts"
import type { CheckContext } from "../../engine/Harness.ts"
import { conclusive } from "../../engine/outcomes.ts"
import { answerFault, documentedType, endOfHost, errorFault, isAboutHost } from "../../reading/answers.ts"
import { type Called, callHook, moduleProperty, offeredHooks, type OfferedHook } from "../../reading/hooks.ts"
import { parameterFault } from "../../reading/signature.ts"

/** The placeholders are PLH-1's. */
export const check = moduleProperty(
  "MOD-4",
  hookInput,
  Effect.fnUntraced(function* (input, context) {
    const hooks = offeredHooks(context.module).filter(isJudged)
    if (hooks.length === 0)
      return yield* new NotApplicable({ message: "the module offers no hook (see MOD-1)" })
    for (const hook of hooks) yield* judge(hook, yield* call(hook, input, context))
  })
)

/** Home Assistant no longer calls the legacy hook of a Python module, so that MOD-7 alone says something of it. */
const isJudged = ({ language, name }: OfferedHook): boolean =>
  name !== "getDescriptionPlaceholders" && !(name === "getClientCredential" && language === "python")

const call = (hook: OfferedHook, input: HookInput, context: CheckContext) =>
  callHook(hook.name, input, context).pipe(
    Effect.catchTag("SubjectGone", ({ reason }) => {
      const end = reason === "hang" ? "never gave control back" : "ended the process that it runs in"
      return Effect.fail(new Violated({ message: `${hook.written} ${end}`, shrinkable: false }))
    })
  )

const judge = Effect.fnUntraced(function* (hook: OfferedHook, { outcome: seen, requests }: Called) {
  const { name, written } = hook
  const outcome = yield* conclusive(seen)
  const end = endOfHost(outcome)
  if (end !== null) return yield* new Violated({ message: `${written} ${end}, which ends the whole host` })
  if (outcome._tag === "hung") {
    return yield* new Violated({ message: `${written} waits for something that never comes` })
  }
  if (outcome._tag === "returned") {
    const fault = answerFault(name, outcome.value)
    if (fault === null) return
    return yield* new Violated({
      message: `${written} returned ${fault}, and must return ${documentedType[name]}`
    })
  }
  const { error } = outcome
  if (error.type === "NotAnEffect" || !hook.definition.asynchronous || parameterFault(hook) !== null) {
    return yield* new NotApplicable({ message: `${written} cannot be called as the host does (see MOD-2)` })
  }
  if (requests.length > 0) {
    return yield* new Inconclusive({
      message: `${written} failed as it got no answer from the network (see MOD-6)`
    })
  }
  if (isAboutHost(error)) {
    return yield* new Inconclusive({
      message: `${written} uses a part of the host that is not modelled here: ${error.message}`
    })
  }
  const fault = errorFault(error)
  if (fault !== null) return yield* new Violated({ message: `${written} ${fault}`, where: error.where })
})
