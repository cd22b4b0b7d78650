import { Effect } from "effect"
import { ordinaryScenario } from "../../arbitraries/scenario.ts"
import { observation } from "../../engine/Check.ts"
import { Violated } from "../../engine/Finding.ts"
import { authorizationRequest } from "../../reading/authorizationRequest.ts"

/** May be there more than once, which RFC 8707, section 2, says. */
const repeatable = "resource"

export const check = observation(
  "AUT-5",
  { arbitrary: ordinaryScenario },
  Effect.fnUntraced(function* (seen) {
    const parameters = yield* authorizationRequest(seen)
    const twice = [...new Set(parameters.keys())].find(
      (name) => name !== repeatable && parameters.getAll(name).length > 1
    )
    if (twice === undefined) return
    return yield* new Violated({
      message: `the authorization URL has ${JSON.stringify(twice)} more than once`
    })
  })
)
