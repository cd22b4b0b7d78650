import { Effect } from "effect"
import * as fc from "fast-check"
import { lifetime, lifetimeOf, withLifetime } from "../../arbitraries/lifetime.ts"
import { ordinaryScenario } from "../../arbitraries/scenario.ts"
import { observation } from "../../engine/Check.ts"
import { Inconclusive, Violated } from "../../engine/Finding.ts"
import { part } from "../../engine/Observation.ts"
import { conclusive, reasonOf } from "../../engine/outcomes.ts"
import { unlessWanted } from "../../reading/knownProvider.ts"
import { exchangeRequests, unlessItAsksForMore } from "../../reading/tokenRequest.ts"
import { memberOf } from "../../subject/members.ts"

const scenarioWithLifetime = fc
  .tuple(ordinaryScenario, lifetime)
  .map(([scenario, given]) => ({ ...scenario, token: withLifetime(scenario.token, given) }))

export const check = observation(
  "TOK-8",
  { arbitrary: scenarioWithLifetime, extent: "exchange" },
  Effect.fnUntraced(function* (seen) {
    const requests = yield* exchangeRequests(seen)
    const given = lifetimeOf(seen.scenario.token)
    const outcome = yield* conclusive(seen.outcomes.exchange)
    if (outcome._tag !== "returned") {
      yield* unlessItAsksForMore("exchange", requests)
      yield* unlessWanted(requests[0].url, "nestedTokenResponse")
      return yield* given === "a number"
        ? new Inconclusive({
            message: `the exchange failed on a good answer (see TOK-7): ${reasonOf(outcome)}`
          })
        : new Violated({ message: `the linking failed where expires_in was ${given}` })
    }
    const stored = memberOf(yield* part(outcome.value, "stored"), "expires_in")
    if (typeof stored === "number" && Number.isFinite(stored)) return
    return yield* new Violated({ message: `no number was stored as expires_in where it was ${given}` })
  })
)
