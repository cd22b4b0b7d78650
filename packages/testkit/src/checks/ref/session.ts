/** An account that is linked once and refreshed again and again, by one implementation. */
import { Effect } from "effect"
import { implementationOf, type Scenario } from "../../arbitraries/scenario.ts"
import type { Described, Json, WireRequest } from "../../subject/Protocol.ts"
import { memberOf, membersOf } from "../../subject/members.ts"
import type { World } from "../Bench.ts"
import { Inconclusive } from "../Finding.ts"
import { stateOf } from "../Observation.ts"
import { conclusive, reasonOf, returned } from "../outcomes.ts"
import { foreseeRefreshes } from "./foreseeRefreshes.ts"
import { type Course, goOn, type LongSession } from "./LongSession.ts"
import type { RotatingProvider, Turn } from "./rotatingProvider.ts"

/** A linked account, with its token as stored. */
export interface Session {
  readonly account: LongSession
  readonly token: { readonly [member: string]: Json }
}

/** Links an account that is to be refreshed as the turns say: the session, and the request for its first token. */
export const linkWith = Effect.fnUntraced(function* (
  world: World,
  scenario: Scenario,
  provider: RotatingProvider,
  turns: ReadonlyArray<Turn>
) {
  const begun: Course = {
    steps: [
      {
        step: "getAuthImplementation",
        as: "a",
        from: yield* world.source(scenario),
        ...implementationOf(scenario)
      },
      { step: "authorize", on: "a", flowId: scenario.flowId }
    ],
    answers: []
  }
  const performance = yield* world.play({ entropy: scenario.entropy, ...begun })
  const url = yield* returned(performance.outcomes[1], "authorize")
  const account = yield* goOn(
    world,
    scenario.entropy,
    { ...begun, performance },
    foreseeRefreshes(scenario, turns, begun, url)
  )
  const requests: Array<WireRequest> = []
  const outcome = yield* account.perform(
    { step: "exchange", on: "a", callback: callbackOf(url, provider) },
    (request) => {
      requests.push(request)
      return provider.answer(request, "rotate")
    }
  )
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
  return { session: { account, token } satisfies Session, grant }
})

/**
 * A request that the provider refuses still leads to an exchange, for modules that need no consent. The state comes
 * back as the host sends it.
 */
const callbackOf = (url: Described, provider: RotatingProvider): { readonly [name: string]: string } => {
  const parsed = typeof url === "string" ? URL.parse(url) : null
  const { state, ...callback } = (parsed && provider.consent(parsed)) ?? { code: "code-refused" }
  return state === undefined || state === stateOf(url) ? callback : { ...callback, state }
}

/** Refreshes the session's token: what the provider gave, what the module made of it, and what it sent. */
export const refreshWith = Effect.fnUntraced(function* (
  { account, token }: Session,
  provider: RotatingProvider,
  turn: Turn
) {
  const requests: Array<WireRequest> = []
  let given: Json | undefined
  const refreshing = yield* account.perform({ step: "refresh", on: "a", token }, (request) => {
    requests.push(request)
    const answer = provider.answer(request, turn)
    given = answer._tag === "Response" && answer.status === 200 ? refreshTokenIn(answer.body) : undefined
    return answer
  })
  const outcome = yield* conclusive(refreshing)
  if (outcome.outcome === "hung") {
    return yield* new Inconclusive({ message: `the refresh did not end: ${reasonOf(outcome)}` })
  }
  const refreshed = outcome.outcome === "returned" ? membersOf(memberOf(outcome.value, "refreshed")) : null
  return { given, refreshed, requests }
})

const refreshTokenIn = (body: string): Json | undefined => memberOf(JSON.parse(body), "refresh_token")
