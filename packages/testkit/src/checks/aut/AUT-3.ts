import { Effect } from "effect"
import { ordinaryScenario } from "../../arbitraries/scenario.ts"
import { observation } from "../../engine/Check.ts"
import { Violated } from "../../engine/Finding.ts"
import { authorizationRequest } from "../../reading/authorizationRequest.ts"
import { redirectUriOf } from "../../subject/redirectUriOf.ts"

export const check = observation(
  "AUT-3",
  { arbitrary: ordinaryScenario },
  Effect.fnUntraced(function* (seen) {
    const sent = (yield* authorizationRequest(seen)).get("redirect_uri")
    const expected = redirectUriOf(seen.scenario.host)
    if (sent === expected) return
    return yield* new Violated({
      message:
        sent === null
          ? "the authorization URL has no redirect_uri"
          : `the authorization URL's redirect_uri is ${JSON.stringify(sent)} where the host's is ${JSON.stringify(expected)}`
    })
  })
)
