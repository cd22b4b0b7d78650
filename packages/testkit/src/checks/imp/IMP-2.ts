import { Effect } from "effect"
import { ordinaryScenario } from "../../arbitraries/scenario.ts"
import { observation } from "../../engine/Check.ts"
import { Violated } from "../../engine/Finding.ts"
import { reveals } from "../../reading/reveals.ts"
import { memberOf } from "../../subject/members.ts"

export const check = observation(
  "IMP-2",
  { arbitrary: ordinaryScenario },
  Effect.fnUntraced(function* (seen) {
    const { credential } = seen.scenario
    const name = memberOf(yield* seen.implementation, "name")
    if (typeof name !== "string")
      return yield* new Violated({ message: "the implementation's name is not text" })
    if (name.trim() === "") return yield* new Violated({ message: "the implementation's name is empty" })
    if (reveals(name, credential.clientSecret)) {
      return yield* new Violated({ message: "the implementation's name holds the client secret" })
    }
  })
)
