import { Effect } from "effect"
import { hookInput } from "../../arbitraries/hookInput.ts"
import { Inconclusive, NotApplicable, Violated } from "../../engine/Finding.ts"
import { conclusive, describeError } from "../../engine/outcomes.ts"
import { isAboutHost, steady } from "../../reading/answers.ts"
import { callHook, lineOf, moduleProperty, type OfferedHook, offeredHooks } from "../../reading/hooks.ts"
import { entriesOf } from "../../reading/placeholders.ts"
import { parameterFault } from "../../reading/signature.ts"
import type { Described, RaisedError } from "../../subject/Protocol.ts"
import { memberOf } from "../../subject/members.ts"

export const check = moduleProperty(
  "PLH-1",
  hookInput,
  Effect.fnUntraced(function* (input, context) {
    const hook = offeredHooks(context.module).find(({ name }) => name === "getDescriptionPlaceholders")
    if (!hook) return yield* new NotApplicable({ message: "the module provides no placeholders" })
    const { outcome: seen, requests } = yield* callHook(hook.name, input, context).pipe(
      Effect.catchTag("SubjectGone", ({ reason }) => {
        const end = reason === "hang" ? "never gave control back" : "ended the process that it runs in"
        return Effect.fail(new Violated({ message: `${hook.written} ${end}`, shrinkable: false }))
      })
    )
    const [request] = requests
    if (request) return yield* new Violated({ message: `${hook.written} sent a request: ${lineOf(request)}` })
    const outcome = yield* conclusive(seen)
    const [deed] = outcome.trace.activity
    if (deed) return yield* new Violated({ message: `${hook.written} reached out: ${deed.what}` })
    if (outcome._tag === "hung") {
      return yield* new Violated({ message: `${hook.written} waits for something that never comes` })
    }
    if (outcome._tag === "raised") return yield* failureOf(hook, outcome.error)
    const fault = valueFault(outcome.value)
    if (fault !== null) return yield* new Violated({ message: `${hook.written} returned ${fault}` })
  })
)

const failureOf = (hook: OfferedHook, error: RaisedError): Effect.Effect<never, Inconclusive | Violated> => {
  if (error.type === "NotAnEffect" || !hook.definition.asynchronous || parameterFault(hook) !== null) {
    return Effect.fail(
      new Inconclusive({ message: `${hook.written} cannot be called as the host does (see MOD-2)` })
    )
  }
  if (isAboutHost(error)) {
    const message = `${hook.written} uses a part of the host that is not modelled here: ${error.message}`
    return Effect.fail(new Inconclusive({ message }))
  }
  return Effect.fail(
    new Violated({
      message: `${hook.written} failed: ${steady(describeError({ ...error, where: null }))}`,
      where: error.where
    })
  )
}

const valueFault = (value: Described): string | null => {
  const entries = entriesOf(value)
  if (entries === null) return `${kindOf(value)}, not a mapping of strings to strings`
  const wrong = entries.find(([, text]) => typeof text !== "string")
  return wrong === undefined ? null : `${kindOf(wrong[1])} for ${wrong[0]}, not a string`
}

const kindOf = (value: Described): string => {
  const type = memberOf(value, "$type")
  if (typeof type === "string") return `a value of type ${type}`
  if (value === null) return "nothing"
  return Array.isArray(value) ? "a list" : typeof value === "object" ? "a mapping" : `a ${typeof value}`
}
