import { Effect } from "effect"
import { anyScenario } from "../../arbitraries/scenario.ts"
import { observation } from "../../engine/Check.ts"
import { Violated } from "../../engine/Finding.ts"
import { authorizationRequest } from "../../reading/authorizationRequest.ts"
import { parameterName } from "../../reading/knownProvider.ts"

export const check = observation(
  "AUT-2",
  { arbitrary: anyScenario, extent: "exchange" },
  Effect.fnUntraced(function* (seen) {
    const parameters = yield* authorizationRequest(seen)
    const name = parameterName((yield* seen.authorizationUrl).href, "client_id")
    const sent = parameters.get(name)
    if (sent === seen.scenario.credential.clientId) return
    return yield* new Violated({
      message:
        sent === null
          ? `the authorization URL has no ${name}`
          : `the authorization URL's ${name} is not the credential's`
    })
  })
)
