/** The token that a refresh gave. */
import { Effect } from "effect"
import type { Outcome, WireRequest } from "../../subject/Protocol.ts"
import { Inconclusive, Violated } from "../Finding.ts"
import { part } from "../Observation.ts"
import { conclusive, returned } from "../outcomes.ts"
import { nameOf } from "../tok/failing.ts"
import { unlessClientCredentials } from "../tok/tokenRequest.ts"

/** What is seen of a refresh. */
export interface SeenRefresh {
  readonly outcome: Outcome | undefined
  readonly requests: ReadonlyArray<WireRequest> | undefined
}

/** The token that the refresh gave; not applicable where the module asked for one with the client's own credentials. */
export const refreshedToken = Effect.fnUntraced(function* ({ outcome, requests = [] }: SeenRefresh) {
  const request = requests[0]
  const value = yield* returned(outcome, "refresh")
  if (request === undefined) {
    return yield* new Inconclusive({ message: "the refresh asked the provider for nothing (see REF-1)" })
  }
  yield* unlessClientCredentials(new URLSearchParams(request.body))
  return yield* part(value, "refreshed")
})

/** Violated where a refresh failed though it was sent and the answer was good; `special` says what was special of it. */
export const failIfRefused = Effect.fnUntraced(function* (
  { outcome, requests = [] }: SeenRefresh,
  special: string
) {
  const seen = yield* conclusive(outcome)
  if (seen.outcome !== "raised" || requests.length === 0) return
  if (new Set(requests.map(({ url }) => url)).size > 1) return
  return yield* new Violated({
    message: `the refresh failed with ${nameOf(seen.error)} on a good answer, in which ${special}`,
    where: seen.error.where
  })
})
