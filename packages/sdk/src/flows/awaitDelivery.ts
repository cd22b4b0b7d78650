/** The step that waits for a token which comes without a callback. */
import { Effect } from "effect"
import { linkLifetime } from "../domain/PendingLink.ts"
import type { PendingLink } from "../domain/PendingLink.ts"
import type { OAuth2Implementation, TokenDelivery } from "../services/OAuth2Implementation.ts"
import { PendingLinks } from "../services/PendingLinks.ts"
import { endsFlow } from "./Abort.ts"
import { Deliveries } from "./Deliveries.ts"
import { findImplementation } from "./findImplementation.ts"
import { finishLink } from "./finishLink.ts"
import { tellStep } from "./FlowTelemetry.ts"
import { seconds, waitAt } from "./PendingStep.ts"

/**
 * Leaves a flow to end in the background, when its token is delivered: within `linkLifetime`, or until `expiresAt`
 * (seconds since 1970) where the provider says. A flow that was cancelled meanwhile stays so.
 *
 * @category flows
 * @since 0.1.0
 */
export const awaitDelivery = Effect.fnUntraced(function* (
  link: PendingLink,
  implementation: OAuth2Implementation,
  { delivery, expiresAt }: { readonly delivery: TokenDelivery; readonly expiresAt?: number | undefined }
) {
  const { flowId } = link
  const until = (expiresAt ?? (yield* seconds) + linkLifetime) + margin
  const { credential } = yield* findImplementation(link, implementation.domain)
  yield* waitAt(link, { id: "delivery", implementation: implementation.domain }, until)
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

// A delivery that ends for want of time still finds its flow, and ends it.
const margin = 60
