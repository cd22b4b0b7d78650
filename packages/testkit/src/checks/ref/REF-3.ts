import { Effect } from "effect"
import { scenarioNow } from "../../arbitraries/scenario.ts"
import { jsonAnswer } from "../../arbitraries/tokenResponse.ts"
import { memberOf } from "../../subject/members.ts"
import { property } from "../Check.ts"
import { Violated } from "../Finding.ts"
import { lifetimeOf } from "../tok/lifetimes.ts"
import { scenarioWithRefreshedLifetime } from "./refreshAnswers.ts"
import { failIfRefused, refreshedToken, seeRefreshOf } from "./seenRefresh.ts"
import { expiredTokenOf } from "./refreshOnce.ts"

/** A refreshed token's expiry is in the future and its `expires_in` a number, also where none comes. */
export const check = property(
  "REF-3",
  scenarioWithRefreshedLifetime,
  Effect.fnUntraced(function* (scenario, world) {
    const seen = yield* seeRefreshOf(
      world,
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
