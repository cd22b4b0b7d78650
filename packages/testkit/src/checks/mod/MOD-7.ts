import { Effect } from "effect"
import { hookInput } from "../../arbitraries/hookInput.ts"
import { Inconclusive, NotApplicable, Violated } from "../../engine/Finding.ts"
import { returned, describeError } from "../../engine/outcomes.ts"
import { answerFault } from "../../reading/answers.ts"
import { callHook, moduleProperty } from "../../reading/hooks.ts"
import type { Described } from "../../subject/Protocol.ts"
import { memberOf } from "../../subject/members.ts"

export const check = moduleProperty(
  "MOD-7",
  hookInput,
  Effect.fnUntraced(function* (input, context) {
    const hook = context.module.hooks.getClientCredential
    if (hook === undefined)
      return yield* new NotApplicable({ message: "the module offers no getClientCredential" })
    const { outcome } = yield* callHook("getClientCredential", input, context)
    const isUncalled = hook.name.includes("_")
    if (isUncalled && outcome?._tag === "raised") {
      const message = `${hook.name} failed, and Home Assistant no longer calls it: ${describeError(outcome.error)}`
      return yield* new NotApplicable({ message })
    }
    const credential = yield* returned(outcome, "getClientCredential")
    if (answerFault("getClientCredential", credential) !== null) {
      return yield* isUncalled
        ? new NotApplicable({
            message: `${hook.name} gave no credential, and Home Assistant no longer calls it`
          })
        : new Inconclusive({ message: `${hook.name} did not return a credential (see MOD-4)` })
    }
    if (credential === null) return
    for (const [part, member] of parts) {
      const fault = faultOf(memberOf(credential, member))
      if (fault)
        return yield* new Violated({ message: `${hook.name} gave a credential whose ${part} is ${fault}` })
    }
  })
)

const parts = [
  ["client id", "clientId"],
  ["client secret", "clientSecret"]
] as const

/** The host strips white space off both. */
const faultOf = (value: Described | undefined): string | null => {
  if (typeof value !== "string") return "not a string"
  return value.trim() === "" ? "empty" : null
}
