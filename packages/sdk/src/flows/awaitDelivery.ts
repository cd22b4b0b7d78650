/** The step that waits for a token which comes without a callback. */
import { Effect } from "effect"
import type { PendingLink } from "../domain/PendingLink.ts"
import type { OAuth2Implementation, TokenDelivery } from "../services/OAuth2Implementation.ts"
import { PendingLinks } from "../services/PendingLinks.ts"
import { endsFlow } from "./Abort.ts"
import { Deliveries } from "./Deliveries.ts"
import { findImplementation } from "./findImplementation.ts"
import { finishLink } from "./finishLink.ts"
import { tellStep } from "./FlowTelemetry.ts"
import { waitAt } from "./PendingStep.ts"

/**
 * Leaves a flow to end in the background, when its token is delivered. A flow that was cancelled meanwhile stays so.
 *
 * @category flows
 * @since 0.1.0
 */
export const awaitDelivery = Effect.fnUntraced(function* (
  link: PendingLink,
  implementation: OAuth2Implementation,
  delivery: TokenDelivery
) {
  const { flowId } = link
  const { credential } = yield* findImplementation(link, implementation.domain)
  yield* waitAt(link, { id: "delivery", implementation: implementation.domain })
  const end = Effect.gen(function* () {
    const delivered = yield* Effect.exit(endsFlow(flowId)(delivery))
    yield* PendingLinks.use((pending) => pending.take(flowId))
    return yield* tellStep(
      link,
      Effect.flatMap(delivered, (token) => finishLink({ link, implementation, credential, token }))
    )
  })
  yield* Deliveries.use((deliveries) => deliveries.run(flowId, end))
})
