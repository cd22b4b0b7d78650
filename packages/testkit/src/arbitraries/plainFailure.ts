/** Failures of a token endpoint that repeat nothing of the request. */
import * as fc from "fast-check"
import type { WireAnswer } from "../subject/Protocol.ts"
import { ordinaryScenario, type Scenario } from "./scenario.ts"
import { jsonAnswer, type TokenMembers } from "./tokenResponse.ts"

const html: WireAnswer = {
  _tag: "Response",
  status: 502,
  headers: { "content-type": "text/html" },
  body: "<html><body><h1>502 Bad Gateway</h1></body></html>"
}

const garbage: WireAnswer = {
  _tag: "Response",
  status: 200,
  headers: { "content-type": "application/json" },
  body: '{"token_type": "Bea'
}

/**
 * A refusal or a failure as providers answer with it. None repeats a part of the request, so that whatever secret shows
 * up afterwards was put there by the module.
 *
 * @see RFC 6749, section 5.2
 */
export const plainFailure: fc.Arbitrary<WireAnswer> = fc.constantFrom<WireAnswer>(
  jsonAnswer({ error: "invalid_grant", error_description: "It is not valid any more" }, 400),
  jsonAnswer({ error: "invalid_client" }, 401),
  jsonAnswer({ error: "temporarily_unavailable" }, 500),
  jsonAnswer({ error: "slow_down" }, 429, { "retry-after": "30" }),
  jsonAnswer({ error: "invalid_grant" }),
  html,
  garbage,
  { _tag: "ConnectionFailure" }
)

const answer = fc.option(plainFailure, { nil: null, freq: 2 })

/** The token, in an answer that is no JSON by its type: it may be read all the same, or shown in what is said of it. */
const untyped = (token: TokenMembers): WireAnswer => ({
  _tag: "Response",
  status: 200,
  headers: { "content-type": "text/html" },
  body: JSON.stringify(token)
})

/**
 * An ordinary linking in which the exchange, the refresh, both or neither may fail, or be answered with the token in another type.
 */
export const scenarioWithFailures: fc.Arbitrary<Scenario> = fc
  .record({
    scenario: ordinaryScenario,
    exchangeAnswer: answer,
    refreshAnswer: answer,
    isUntyped: fc.integer({ min: 0, max: 7 }).map((number) => number === 7)
  })
  .map(({ exchangeAnswer, isUntyped, refreshAnswer, scenario }) =>
    isUntyped
      ? {
          ...scenario,
          exchangeAnswer: untyped(scenario.token),
          refreshAnswer: untyped(scenario.refreshedToken)
        }
      : { ...scenario, exchangeAnswer, refreshAnswer }
  )
