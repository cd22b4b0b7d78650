import { Effect } from "effect"
import { anyScenario } from "../../arbitraries/scenario.ts"
import { observation } from "../Check.ts"
import { Violated } from "../Finding.ts"
import { parameterName } from "../knownProvider.ts"
import { authorizationRequest } from "./authorizationRequest.ts"

/** `client_id` is the credential's, byte for byte, for any id. */
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
