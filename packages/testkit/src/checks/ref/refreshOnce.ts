/** One refresh of a stored token. */
import { Effect } from "effect"
import { implementationOf, type Scenario, storedTokenOf } from "../../arbitraries/scenario.ts"
import type { Json, Outcome, WireAnswer, WireRequest } from "../../subject/Protocol.ts"
import type { World } from "../Bench.ts"

/** A token as the host stores it. */
export type StoredToken = { readonly [member: string]: Json }

/** What was seen of a refresh. */
export interface Refresh {
  readonly outcome: Outcome | undefined
  readonly requests: ReadonlyArray<WireRequest>
}

/** Refreshes a stored token with a new implementation, and answers each request alike. */
export const refreshOnce = Effect.fnUntraced(function* (
  world: World,
  scenario: Scenario,
  token: StoredToken,
  answer: WireAnswer
) {
  const { outcomes, requests } = yield* world.play({
    entropy: scenario.entropy,
    steps: [
      {
        step: "getAuthImplementation",
        as: "a",
        from: yield* world.source(scenario),
        ...implementationOf(scenario)
      },
      { step: "refresh", on: "a", token }
    ],
    answers: [answer, answer]
  })
  return { outcome: outcomes[1], requests: requests.map(({ wire }) => wire) } satisfies Refresh
})

/** A scenario's stored token, long expired. */
export const expiredTokenOf = (scenario: Scenario): StoredToken => {
  const stored = storedTokenOf(scenario)
  return { ...stored, expires_at: Number(stored["expires_at"]) - 30 * 86_400 }
}

/** A token without some of its members. */
export const without = (token: StoredToken, ...names: ReadonlyArray<string>): StoredToken =>
  Object.fromEntries(Object.entries(token).filter(([name]) => !names.includes(name)))
