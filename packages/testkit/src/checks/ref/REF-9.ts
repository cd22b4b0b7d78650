import { Effect } from "effect"
import { expiredTokenOf, ordinaryScenario } from "../../arbitraries/scenario.ts"
import { jsonAnswer, without } from "../../arbitraries/tokenResponse.ts"
import { property } from "../../engine/Check.ts"
import { Violated } from "../../engine/Finding.ts"
import { conclusive, isAccident } from "../../engine/outcomes.ts"
import { nameOf } from "../../reading/failing.ts"
import { unlessWanted } from "../../reading/knownProvider.ts"
import { seeRefreshOf } from "../../reading/refresh.ts"
import { exchangeUrl, unlessClientCredentials } from "../../reading/tokenRequest.ts"

export const check = property(
  "REF-9",
  ordinaryScenario,
  Effect.fnUntraced(function* (scenario, context) {
    const token = without(expiredTokenOf(scenario), "refresh_token")
    const seen = yield* seeRefreshOf(context, scenario, token, jsonAnswer(scenario.refreshedToken))
    const outcome = yield* conclusive(seen.outcome)
    const [request] = seen.requests
    if (request) {
      yield* unlessClientCredentials(request)
      return yield* new Violated({
        message: "the refresh asked the provider without a refresh token",
        own: true
      })
    }
    switch (outcome._tag) {
      case "returned":
        yield* unlessWanted(exchangeUrl(yield* context.observe(scenario)), "noRefreshToken")
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
