/** A check that a refresh fails as it should when the token endpoint does. */
import { Effect } from "effect"
import type * as fc from "fast-check"
import { refreshAnswerOf, scenarioWithRefreshAnswer } from "../arbitraries/scenario.ts"
import { describeAnswer } from "../arbitraries/tokenFailure.ts"
import type { RequirementId } from "../catalog/Requirement.ts"
import { property } from "../engine/Check.ts"
import type { RaisedError, WireAnswer } from "../subject/Protocol.ts"
import { expectFailure, notToEndWith } from "./failing.ts"
import { seeRefresh } from "./refresh.ts"

/** Makes the check: a property over refreshes that the token endpoint fails. */
export const failingRefresh = (
  id: RequirementId,
  answers: fc.Arbitrary<WireAnswer>,
  expectation: {
    readonly accepts: (error: RaisedError, answer: WireAnswer) => boolean
    readonly wanted: string
    /** Names the answer, where its status is not enough. */
    readonly describe?: (answer: WireAnswer) => string
  }
) =>
  property(
    id,
    scenarioWithRefreshAnswer(answers),
    Effect.fnUntraced(function* (scenario, context) {
      const answer = refreshAnswerOf(scenario)
      const described = (expectation.describe ?? describeAnswer)(answer)
      const seen = yield* seeRefresh(context, scenario).pipe(
        Effect.catchTag("SubjectGone", notToEndWith("refresh", described))
      )
      yield* expectFailure(context, seen, {
        step: "refresh",
        answer: described,
        accepts: (error) => expectation.accepts(error, answer),
        wanted: expectation.wanted
      })
    })
  )
