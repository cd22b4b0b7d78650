import { Effect } from "effect"
import * as fc from "fast-check"
import { exchangeAnswerOf, ordinaryScenario, scenarioWithExchangeAnswer } from "../../arbitraries/scenario.ts"
import {
  describeAnswer,
  errorInSuccess,
  noAnswer,
  rejection,
  unavailability,
  unusableSuccess
} from "../../arbitraries/tokenFailure.ts"
import { observation } from "../../engine/Check.ts"
import { Inconclusive, Violated } from "../../engine/Finding.ts"
import { carries, codeForm, exchangeRequests } from "../../reading/tokenRequest.ts"

const anyOutcome = fc.oneof(
  ordinaryScenario,
  scenarioWithExchangeAnswer(fc.oneof(unavailability, noAnswer, rejection, errorInSuccess, unusableSuccess))
)

export const check = observation(
  "TOK-14",
  { arbitrary: anyOutcome, extent: "exchange" },
  Effect.fnUntraced(function* (seen) {
    const requests = yield* exchangeRequests(seen)
    const times = requests.filter(carries(seen.scenario.code)).length
    if (times > 1) {
      const answer = describeAnswer(exchangeAnswerOf(seen.scenario))
      return yield* new Violated({ message: `after ${answer} the exchange sent the code again` })
    }
    if (times === 0) {
      yield* codeForm(seen)
      return yield* new Inconclusive({ message: "the exchange sent no code (see TOK-2)" })
    }
  })
)
