import { Effect } from "effect"
import { ordinaryScenario } from "../../arbitraries/scenario.ts"
import { observation } from "../Check.ts"
import { NotApplicable, Violated } from "../Finding.ts"
import { authorizationRequest } from "./authorizationRequest.ts"
import { scopeFault } from "./scopeFault.ts"

/** `scope` is well formed: space separated, no duplicates, legal characters. */
export const check = observation(
  "AUT-11",
  { arbitrary: ordinaryScenario },
  Effect.fnUntraced(function* (seen) {
    const scope = (yield* authorizationRequest(seen)).get("scope")
    if (scope === null || scope === "") {
      return yield* new NotApplicable({
        message: "the authorization URL has no scope (the config flow may add it)"
      })
    }
    const fault = scopeFault(scope)
    if (fault === null) return
    return yield* new Violated({ message: `the authorization URL's scope ${fault}` })
  })
)
