/** A check that an exchange fails as it should when the token endpoint does. */
import { Effect } from "effect"
import type * as fc from "fast-check"
import { exchangeAnswerOf, type Scenario } from "../arbitraries/scenario.ts"
import { describeAnswer } from "../arbitraries/tokenFailure.ts"
import type { RequirementId } from "../catalog/Requirement.ts"
import { property } from "../engine/Check.ts"
import type { WireAnswer } from "../subject/Protocol.ts"
import { type Expectation, expectFailure, notToEndWith } from "./failing.ts"
import { exchangeRequests } from "./tokenRequest.ts"

/** Makes the check: a property over linkings whose exchange the token endpoint fails. */
export const failingExchange = (
  id: RequirementId,
  scenarios: fc.Arbitrary<Scenario>,
  expectation: Pick<Expectation, "accepts" | "wanted"> & {
    /** Names the answer, where its status is not enough. */
    readonly describe?: (answer: WireAnswer) => string
  }
) =>
  property(
    id,
    scenarios,
    Effect.fnUntraced(function* (scenario, context) {
      const answer = (expectation.describe ?? describeAnswer)(exchangeAnswerOf(scenario))
      const seen = yield* context
        .observe(scenario, "exchange")
        .pipe(Effect.catchTag("SubjectGone", notToEndWith("exchange", answer)))
      yield* expectFailure(
        context,
        { outcome: seen.outcomes.exchange, requests: yield* exchangeRequests(seen) },
        { ...expectation, step: "exchange", answer }
      )
    })
  )
