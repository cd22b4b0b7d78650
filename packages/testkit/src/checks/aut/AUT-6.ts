import { Effect } from "effect"
import { anyScenario } from "../../arbitraries/scenario.ts"
import { observation } from "../../engine/Check.ts"
import { Violated } from "../../engine/Finding.ts"
import { reveals } from "../../reading/reveals.ts"

export const check = observation(
  "AUT-6",
  { arbitrary: anyScenario, extent: "exchange" },
  Effect.fnUntraced(function* (seen) {
    const { href, searchParams } = yield* seen.authorizationUrl
    const holdsSecret = reveals(href, seen.scenario.credential.clientSecret)
    // Whatever its value, also one that is written into the module: the parameter is for secrets.
    const named = searchParams.get("client_secret")
    if (!holdsSecret && !named) return
    return yield* new Violated({
      message: holdsSecret
        ? "the authorization URL holds the client secret"
        : "the authorization URL has a client_secret"
    })
  })
)
