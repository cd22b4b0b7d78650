import { Effect } from "effect"
import { anyScenario } from "../../arbitraries/scenario.ts"
import { observation } from "../Check.ts"
import { Violated } from "../Finding.ts"
import { unlessWanted } from "../knownProvider.ts"
import { reveals } from "../sec/reveals.ts"

/** The secret is nowhere in the URL, in any encoding. */
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
