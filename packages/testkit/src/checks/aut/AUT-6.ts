import { Effect } from "effect"
import { anyScenario } from "../../arbitraries/scenario.ts"
import { observation } from "../../engine/Check.ts"
import { Violated } from "../../engine/Finding.ts"
import { unlessWanted } from "../../reading/knownProvider.ts"
import { reveals } from "../../reading/reveals.ts"

export const check = observation(
  "AUT-6",
  { arbitrary: anyScenario, extent: "exchange" },
  Effect.fnUntraced(function* (seen) {
    const { href } = yield* seen.authorizationUrl
    if (!reveals(href, seen.scenario.credential.clientSecret)) return
    yield* unlessWanted(href, "secretInAuthorizeUrl")
    return yield* new Violated({ message: "the authorization URL holds the client secret" })
  })
)
