/** What is seen of a refresh, and the token that the module asks for with it. */
import { Effect } from "effect"
import {
  type Scenario,
  implementationOf,
  refreshAnswerOf,
  type StoredToken,
  storedTokenOf
} from "../arbitraries/scenario.ts"
import { Violated } from "../engine/Finding.ts"
import type { CheckContext } from "../engine/Harness.ts"
import { type Extent, part } from "../engine/Observation.ts"
import { conclusive, noRequest, returnedBy } from "../engine/outcomes.ts"
import type { Outcome, WireAnswer, WireRequest } from "../subject/Protocol.ts"
import { memberOf, membersOf } from "../subject/members.ts"
import { nameOf } from "./failing.ts"
import { unlessWanted } from "./knownProvider.ts"
import { carries, unlessClientCredentials, unlessItAsksForMore } from "./tokenRequest.ts"

/** A refresh: how it ended, what it sent, and the token that it was given. */
export interface SeenRefresh {
  readonly outcome: Outcome | undefined
  readonly requests: ReadonlyArray<WireRequest>
  readonly token: StoredToken
  /** The step that made the implementation. */
  readonly made: Outcome | undefined
}

/** The refresh of a scenario. Where it breaks down for want of members that the exchange adds, it gets them. */
export const seeRefresh = Effect.fnUntraced(function* (
  context: CheckContext,
  scenario: Scenario,
  extent: Extent = "refresh"
) {
  const { outcomes, requests, storedToken } = yield* context.observe(scenario, extent)
  const { getAuthImplementation: made, refresh: outcome } = outcomes
  const seen = { made, outcome, requests: requests.refresh ?? [], token: storedToken }
  return yield* unlessItWantsMore(context, scenario, seen, refreshAnswerOf(scenario))
})

/** The refresh of a token of one's own, in the same way. */
export const seeRefreshOf = Effect.fnUntraced(function* (
  context: CheckContext,
  scenario: Scenario,
  token: StoredToken,
  answer: WireAnswer
) {
  const seen = yield* refreshOnce(context, scenario, token, answer)
  return yield* unlessItWantsMore(context, scenario, { ...seen, token }, answer)
})

const unlessItWantsMore = Effect.fnUntraced(function* (
  context: CheckContext,
  scenario: Scenario,
  seen: SeenRefresh,
  answer: WireAnswer
) {
  if (seen.requests.length > 0 || seen.outcome?._tag !== "raised") return seen
  const added = yield* addedByExchange(context, scenario)
  if (Object.keys(added).length === 0) return seen
  const token = { ...added, ...seen.token }
  return { ...(yield* refreshOnce(context, scenario, token, answer)), token }
})

/** The members that the module's exchange gives to a token beside the provider's, such as the redirect URI. */
const addedByExchange = Effect.fnUntraced(function* (context: CheckContext, scenario: Scenario) {
  const { outcomes } = yield* context.observe({ ...scenario, exchangeAnswer: null }, "exchange")
  const { exchange } = outcomes
  const stored = exchange?._tag === "returned" ? membersOf(memberOf(exchange.value, "stored")) : null
  const known = storedTokenOf(scenario)
  return Object.fromEntries(Object.entries(stored ?? {}).filter(([name]) => !(name in known)))
})

/** The request that carries the refresh token, or else the first one. */
export const refreshRequest = Effect.fnUntraced(function* ({ made, outcome, requests, token }: SeenRefresh) {
  const [first] = requests
  if (first !== undefined) {
    return requests.find(carries(String(token["refresh_token"]))) ?? first
  }
  return yield* noRequest("refresh", yield* conclusive(outcome), made)
})

/** The token that the refresh gave; not applicable where the module asks for one with the client's own credentials. */
export const refreshedToken = Effect.fnUntraced(function* (seen: SeenRefresh) {
  const value = yield* returnedBy(seen.made, seen.outcome, "refresh")
  const request = yield* refreshRequest(seen)
  yield* unlessClientCredentials(request)
  return yield* part(value, "refreshed")
})

/** Violated where a refresh failed though it was sent and the answer was good; `special` says what is special of it. */
export const failIfRefused = Effect.fnUntraced(function* (seen: SeenRefresh, special: string) {
  const outcome = yield* conclusive(seen.outcome)
  const [request] = seen.requests
  if (outcome._tag !== "raised" || request === undefined) return
  yield* unlessItAsksForMore("refresh", seen.requests)
  yield* unlessWanted(request.url, "nestedTokenResponse")
  return yield* new Violated({
    message: `the refresh failed with ${nameOf(outcome.error)} on a good answer, in which ${special}`,
    where: outcome.error.where
  })
})

/** What was seen of a refresh. */
export interface Refresh {
  readonly outcome: Outcome | undefined
  readonly requests: ReadonlyArray<WireRequest>
  readonly made: Outcome | undefined
}

/** Refreshes a stored token with a new implementation, and answers each request alike. */
export const refreshOnce = Effect.fnUntraced(function* (
  context: CheckContext,
  scenario: Scenario,
  token: StoredToken,
  answer: WireAnswer
) {
  const { outcomes, requests } = yield* context.runScript({
    entropy: scenario.entropy,
    steps: [
      {
        _tag: "getAuthImplementation",
        as: "a",
        from: yield* context.source(scenario),
        ...implementationOf(scenario)
      },
      { _tag: "refresh", on: "a", token }
    ],
    answers: [answer, answer]
  })
  return {
    made: outcomes[0],
    outcome: outcomes[1],
    requests: requests.map(({ wire }) => wire)
  } satisfies Refresh
})
