import { Effect } from "effect"
import { ordinaryScenario } from "../../arbitraries/scenario.ts"
import { memberOf } from "../../subject/members.ts"
import { observation } from "../Check.ts"
import { Violated } from "../Finding.ts"
import { reveals } from "../sec/reveals.ts"

/** Its name is the credential's name, or else not empty and not the secret. */
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
