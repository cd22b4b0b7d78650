import { Effect } from "effect"
import { anyScenario } from "../../arbitraries/scenario.ts"
import { observation } from "../Check.ts"
import { Violated } from "../Finding.ts"
import { authorizationRequest } from "./authorizationRequest.ts"

/** `client_id` is the credential's, byte for byte, for any id. */
export const check = observation(
  "AUT-2",
  { arbitrary: anyScenario, extent: "exchange" },
  Effect.fnUntraced(function* (seen) {
    const sent = (yield* authorizationRequest(seen)).get("client_id")
    if (sent === seen.scenario.credential.clientId) return
    return yield* new Violated({
      message:
        sent === null
          ? "the authorization URL has no client_id"
          : "the authorization URL's client_id is not the credential's"
    })
  })
)
