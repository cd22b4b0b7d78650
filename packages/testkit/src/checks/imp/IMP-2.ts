import { Effect } from "effect"
import { ordinaryScenario } from "../../arbitraries/scenario.ts"
import { observation } from "../Check.ts"
import { NotApplicable, Violated } from "../Finding.ts"
import { memberOf } from "../outcomes.ts"
import { reveals } from "../sec/reveals.ts"

/** What the host's bare local implementation, and with it every subclass that does not say otherwise, is called. */
const inherited = "Local application credentials"

/** Its name is the credential's name, or else not empty and not the secret. */
export const check = observation(
  "IMP-2",
  { arbitrary: ordinaryScenario },
  Effect.fnUntraced(function* (seen) {
    const { credential } = seen.scenario
    const name = memberOf(yield* seen.implementation, "name")
    if (typeof name !== "string") return yield* violated("the implementation's name is not text")
    if (name.trim() === "") return yield* violated("the implementation's name is empty")
    if (reveals(name, credential.clientSecret)) {
      return yield* violated("the implementation's name holds the client secret")
    }
    if (name === inherited) {
      return yield* new NotApplicable({
        message: "the name is that of the host's implementation it builds on"
      })
    }
    if (credential.name === null || name.includes(credential.name)) return
    return yield* violated("the implementation's name is not the one that the user gave the credential")
  })
)

const violated = (message: string) => Effect.fail(new Violated({ message }))
