/** Whether a linking went far enough to show that secrets are kept. */
import { Effect } from "effect"
import type { Observation } from "../engine/Observation.ts"
import { conclusive } from "../engine/outcomes.ts"
import { authorizationRequest } from "./authorizationRequest.ts"

/**
 * Succeeds where the user was sent to the provider and the code exchanged, and nothing of it depends on a package that is not
 * installed here: then what is not seen is not there. Else inconclusive.
 */
export const linkingRan = Effect.fnUntraced(function* (seen: Observation) {
  yield* conclusive(seen.outcomes.exchange)
  yield* conclusive(seen.outcomes.refresh)
  yield* authorizationRequest(seen)
  yield* seen.exchangeRequests
})
