import { Effect, Equal } from "effect"
import { ordinaryScenario } from "../../arbitraries/scenario.ts"
import { observation } from "../../engine/Check.ts"
import { Violated } from "../../engine/Finding.ts"
import { type Observation, part } from "../../engine/Observation.ts"
import { raised } from "../../engine/outcomes.ts"
import { nameOf } from "../../reading/failing.ts"
import { unlessWanted } from "../../reading/knownProvider.ts"
import { exchangeRequests, unlessItAsksForMore } from "../../reading/tokenRequest.ts"
import type { Described } from "../../subject/Protocol.ts"
import { memberOf } from "../../subject/members.ts"

export const check = observation(
  "TOK-7",
  { arbitrary: ordinaryScenario },
  Effect.fnUntraced(function* (seen) {
    yield* failIfRefused(seen)
    const resolved = yield* part(yield* seen.exchanged, "resolved")
    for (const [name, value] of Object.entries(seen.scenario.token)) {
      const kept = memberOf(resolved, name)
      if (kept === undefined) {
        return yield* new Violated({ message: `the exchange did not give on the answer's ${name}` })
      }
      if (!isSame(name, kept, value)) {
        return yield* new Violated({ message: `the exchange gave on another ${name} than the answer's` })
      }
    }
  })
)

/** An exchange that fails though the token endpoint, and nothing else, was asked and answered well. */
const failIfRefused = Effect.fnUntraced(function* (seen: Observation) {
  const requests = yield* exchangeRequests(seen)
  const error = yield* raised(seen.outcomes.exchange)
  if (error === null) return
  yield* unlessItAsksForMore("exchange", requests)
  yield* unlessWanted(requests[0].url, "nestedTokenResponse")
  return yield* new Violated({
    message: `the exchange failed with ${nameOf(error)}, though the answer was good`,
    where: error.where
  })
})

/** A lifetime may have become a number, and the type of token another case. */
const isSame = (name: string, kept: Described, value: Described): boolean => {
  if (name === "expires_in") return Number(kept) === Number(value)
  if (name === "token_type") return String(kept).toLowerCase() === String(value).toLowerCase()
  return Equal.equals(kept, value)
}
