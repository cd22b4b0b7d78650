import { Effect } from "effect"
import { ordinaryScenario } from "../../arbitraries/scenario.ts"
import { observation } from "../../engine/Check.ts"
import { NotApplicable, Violated } from "../../engine/Finding.ts"
import { authorizationRequest } from "../../reading/authorizationRequest.ts"
import { scopeFault } from "../../reading/scopeFault.ts"

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
