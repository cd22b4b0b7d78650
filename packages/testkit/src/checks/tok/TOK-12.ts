import { Effect } from "effect"
import * as fc from "fast-check"
import { ordinaryScenario, scenarioWithExchangeAnswer } from "../../arbitraries/scenario.ts"
import { unusableSuccess } from "../../arbitraries/tokenFailure.ts"
import { jsonAnswer } from "../../arbitraries/tokenResponse.ts"
import { property } from "../../engine/Check.ts"
import { anyError, expectFailure, notToEndWith } from "../../reading/failing.ts"
import { exchangeRequests } from "../../reading/tokenRequest.ts"

/** More than any token response, and than the limit of the SDK. */
const hugeBytes = 1024 * 1024 + 1024

const input = fc.oneof(
  {
    weight: 24,
    arbitrary: scenarioWithExchangeAnswer(unusableSuccess).map((scenario) => ({ scenario, padding: 0 }))
  },
  {
    weight: 1,
    arbitrary: ordinaryScenario.map((scenario) => ({ scenario, padding: hugeBytes }))
  }
)

export const check = property(
  "TOK-12",
  input,
  Effect.fnUntraced(function* ({ padding, scenario }, context) {
    const given =
      padding === 0
        ? scenario
        : { ...scenario, exchangeAnswer: jsonAnswer({ ...scenario.token, padding: "x".repeat(padding) }) }
    const answer = padding === 0 ? "a 200 without a usable token" : `a body of ${padding} bytes`
    const seen = yield* context
      .observe(given, "exchange")
      .pipe(Effect.catchTag("SubjectGone", notToEndWith("exchange", answer)))
    yield* expectFailure(
      context,
      { outcome: seen.outcomes.exchange, requests: yield* exchangeRequests(seen) },
      {
        step: "exchange",
        answer,
        accepts: anyError,
        wanted: "an error"
      }
    )
  })
)
