import { Effect } from "effect"
import * as fc from "fast-check"
import { ordinaryScenario } from "../../arbitraries/scenario.ts"
import { memberOf } from "../../subject/members.ts"
import { observation } from "../Check.ts"
import { Inconclusive, Violated } from "../Finding.ts"
import { unlessWanted } from "../knownProvider.ts"
import { part } from "../Observation.ts"
import { conclusive, reasonOf } from "../outcomes.ts"
import { lifetime, lifetimeOf, withLifetime } from "./lifetimes.ts"
import { exchangeRequests, unlessItAsksForMore } from "./tokenRequest.ts"

const scenarioWithLifetime = fc
  .tuple(ordinaryScenario, lifetime)
  .map(([scenario, given]) => ({ ...scenario, token: withLifetime(scenario.token, given) }))

/** `expires_in` ends up a number: as a number, as a numeric string, or filled in where none comes. */
export const check = observation(
  "TOK-8",
  { arbitrary: scenarioWithLifetime, extent: "exchange" },
  Effect.fnUntraced(function* (seen) {
    const requests = yield* exchangeRequests(seen)
    const given = lifetimeOf(seen.scenario.token)
    const outcome = yield* conclusive(seen.outcomes.exchange)
    if (outcome.outcome !== "returned") {
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
