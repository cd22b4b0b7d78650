/** An account that is linked once and refreshed again and again, by one implementation. */
import { Effect } from "effect"
import { implementationOf, type Scenario } from "../../arbitraries/scenario.ts"
import type { Described, Json, WireRequest } from "../../subject/Protocol.ts"
import type { World } from "../Bench.ts"
import { Inconclusive } from "../Finding.ts"
import { stateOf } from "../Observation.ts"
import { conclusive, memberOf, membersOf, reasonOf, returned } from "../outcomes.ts"
import type { RotatingProvider, Turn } from "./rotatingProvider.ts"

/** A linked account, with its token as stored. */
export interface Session {
  readonly scenario: Scenario
  readonly token: { readonly [member: string]: Json }
}

/** Links an account: the session, and the request for its first token. */
export const linkWith = Effect.fnUntraced(function* (
  world: World,
  scenario: Scenario,
  provider: RotatingProvider
) {
  const from = yield* world.source(scenario)
  const [, authorized] = yield* world.perform({
    entropy: scenario.entropy,
    steps: [
      { step: "getAuthImplementation", as: "a", from, ...implementationOf(scenario) },
      { step: "authorize", on: "a", flowId: scenario.flowId }
    ],
    answer: () => ({ _tag: "ConnectionFailure" })
  })
  const url = yield* returned(authorized, "authorize")
  const callback = callbackOf(url, provider)
  const requests: Array<WireRequest> = []
  const [outcome] = yield* world.perform({
    fresh: false,
    entropy: scenario.entropy,
    steps: [{ step: "exchange", on: "a", callback }],
    answer: (request) => {
      requests.push(request)
      return provider.answer(request, "rotate")
    }
  })
  const exchanged = yield* returned(outcome, "exchange").pipe(
    Effect.mapError(
      ({ message }) => new Inconclusive({ message: `a strict provider did not link the account: ${message}` })
    )
  )
  const token = membersOf(memberOf(exchanged, "stored"))
  const [grant] = requests
  if (token === null || grant === undefined) {
    return yield* new Inconclusive({ message: "the exchange gave no token to refresh (see TOK-7)" })
  }
  return { session: { scenario, token } satisfies Session, grant }
})

/** A request that the provider refuses still leads to an exchange, for modules that need no consent. */
const callbackOf = (url: Described, provider: RotatingProvider): { readonly [name: string]: string } => {
  const parsed = typeof url === "string" ? URL.parse(url) : null
  const state = stateOf(url)
  return (
    (parsed && provider.consent(parsed)) ?? { code: "code-refused", ...(state === null ? {} : { state }) }
  )
}

/** Refreshes the session's token: what the provider gave, what the module made of it, and what it sent. */
export const refreshWith = Effect.fnUntraced(function* (
  world: World,
  { scenario, token }: Session,
  provider: RotatingProvider,
  turn: Turn
) {
  const requests: Array<WireRequest> = []
  let given: Json | undefined
  const [refreshing] = yield* world.perform({
    fresh: false,
    entropy: scenario.entropy,
    steps: [{ step: "refresh", on: "a", token }],
    answer: (request) => {
      requests.push(request)
      const answer = provider.answer(request, turn)
      given = answer._tag === "Response" && answer.status === 200 ? refreshTokenIn(answer.body) : undefined
      return answer
    }
  })
  const outcome = yield* conclusive(refreshing)
  if (outcome.outcome === "hung") {
    return yield* new Inconclusive({ message: `the refresh did not end: ${reasonOf(outcome)}` })
  }
  const refreshed = outcome.outcome === "returned" ? membersOf(memberOf(outcome.value, "refreshed")) : null
  return { given, refreshed, requests }
})

const refreshTokenIn = (body: string): Json | undefined => memberOf(JSON.parse(body), "refresh_token")
