import { Effect } from "effect"
import { scenarioWithExchangeAnswer } from "../../arbitraries/scenario.ts"
import { describeAnswer, noAnswer } from "../../arbitraries/tokenFailure.ts"
import { exchangeAnswerOf } from "../../arbitraries/scenario.ts"
import { property } from "../Check.ts"
import { Violated } from "../Finding.ts"
import { anyError, expectFailure } from "./failing.ts"
import { exchangeRequests } from "./tokenRequest.ts"

/** No connection and no answer fail within the host's limit: nothing hangs. */
export const check = property(
  "TOK-13",
  scenarioWithExchangeAnswer(noAnswer),
  Effect.fnUntraced(function* (scenario, world) {
    const answer = describeAnswer(exchangeAnswerOf(scenario))
    const seen = yield* world.observe(scenario, "exchange").pipe(
      Effect.catchTag("SubjectGone", (gone) =>
        Effect.fail(
          gone.during === "exchange"
            ? new Violated({
                message:
                  gone.reason === "hang"
                    ? `after ${answer} the exchange never ended, and could not be stopped`
                    : `after ${answer} the exchange ended its process`,
                shrinkable: false
              })
            : gone
        )
      )
    )
    yield* expectFailure(
      world,
      { outcome: seen.outcomes.exchange, requests: yield* exchangeRequests(seen) },
      { step: "exchange", answer, accepts: anyError, wanted: "an error" }
    )
  })
)
