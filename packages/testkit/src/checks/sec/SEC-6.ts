import { Effect } from "effect"
import { ordinaryScenario } from "../../arbitraries/scenario.ts"
import { observation } from "../../engine/Check.ts"
import { Violated } from "../../engine/Finding.ts"
import { part } from "../../engine/Observation.ts"
import { reveals } from "../../reading/reveals.ts"
import type { Described } from "../../subject/Protocol.ts"

export const check = observation(
  "SEC-6",
  { arbitrary: ordinaryScenario },
  Effect.fnUntraced(function* (seen) {
    const { clientSecret } = seen.scenario.credential
    const holdsSecret = (token: Described) => reveals(JSON.stringify(token), clientSecret)
    if (holdsSecret(yield* part(yield* seen.exchanged, "stored"))) {
      return yield* new Violated({
        message: "the token that the host stores after the exchange holds the client secret"
      })
    }
    if (holdsSecret(yield* part(yield* seen.refreshed, "refreshed"))) {
      return yield* new Violated({
        message: "the token that the host stores after a refresh holds the client secret"
      })
    }
  })
)
