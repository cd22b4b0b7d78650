import { Effect } from "effect"
import * as fc from "fast-check"
import { lifetime, lifetimeOf, withLifetime } from "../../arbitraries/lifetime.ts"
import { expiredTokenOf, ordinaryScenario, scenarioNow } from "../../arbitraries/scenario.ts"
import { jsonAnswer } from "../../arbitraries/tokenResponse.ts"
import { property } from "../../engine/Check.ts"
import { Violated } from "../../engine/Finding.ts"
import { failIfRefused, refreshedToken, seeRefreshOf } from "../../reading/refresh.ts"
import { memberOf } from "../../subject/members.ts"

/** A refresh whose answer gives the lifetime in any form, or leaves it out. */
const scenarioWithRefreshedLifetime = fc.tuple(ordinaryScenario, lifetime).map(([scenario, given]) => ({
  ...scenario,
  refreshedToken: withLifetime(scenario.refreshedToken, given)
}))

export const check = property(
  "REF-3",
  scenarioWithRefreshedLifetime,
  Effect.fnUntraced(function* (scenario, context) {
    const seen = yield* seeRefreshOf(
      context,
      scenario,
      expiredTokenOf(scenario),
      jsonAnswer(scenario.refreshedToken)
    )
    yield* failIfRefused(seen, `expires_in was ${lifetimeOf(scenario.refreshedToken)}`)
    const token = yield* refreshedToken(seen)
    const expiresIn = memberOf(token, "expires_in")
    const expiresAt = memberOf(token, "expires_at")
    if (typeof expiresIn !== "number" || !Number.isFinite(expiresIn)) {
      return yield* new Violated({ message: "the refreshed token's expires_in is not a number" })
    }
    if (typeof expiresAt !== "number" || !Number.isFinite(expiresAt)) {
      return yield* new Violated({ message: "the refreshed token's expires_at is not a number" })
    }
    if (expiresAt > scenarioNow) return
    return yield* new Violated({ message: "the refreshed token had already expired, by its expires_at" })
  })
)
