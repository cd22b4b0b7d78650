import { Effect } from "effect"
import { ordinaryScenario } from "../../arbitraries/scenario.ts"
import { jsonAnswer } from "../../arbitraries/tokenResponse.ts"
import { property } from "../Check.ts"
import { Violated } from "../Finding.ts"
import { unlessWanted } from "../knownProvider.ts"
import { isAccident } from "../mod/answers.ts"
import { conclusive } from "../outcomes.ts"
import { nameOf } from "../tok/failing.ts"
import { exchangeUrl, unlessClientCredentials } from "../tok/tokenRequest.ts"
import { expiredTokenOf, without } from "./refreshOnce.ts"
import { seeRefreshOf } from "./seenRefresh.ts"

/** Without a refresh token a refresh fails clearly, and sends nothing in its place. */
export const check = property(
  "REF-9",
  ordinaryScenario,
  Effect.fnUntraced(function* (scenario, world) {
    const token = without(expiredTokenOf(scenario), "refresh_token")
    const seen = yield* seeRefreshOf(world, scenario, token, jsonAnswer(scenario.refreshedToken))
    const outcome = yield* conclusive(seen.outcome)
    const [request] = seen.requests
    if (request) {
      yield* unlessClientCredentials(request)
      return yield* new Violated({
        message: "the refresh asked the provider without a refresh token",
        own: true
      })
    }
    switch (outcome.outcome) {
      case "returned":
        yield* unlessWanted(exchangeUrl(yield* world.observe(scenario)), "noRefreshToken")
        return yield* new Violated({ message: "the refresh gave a token without a refresh token", own: true })
      case "hung":
        return yield* new Violated({ message: "the refresh never ended without a refresh token" })
      case "raised": {
        if (outcome.error.kind !== "other" || !isAccident(outcome.error)) return
        return yield* new Violated({
          message: `the refresh broke down with ${nameOf(outcome.error)} without a refresh token`,
          where: outcome.error.where
        })
      }
    }
  })
)
