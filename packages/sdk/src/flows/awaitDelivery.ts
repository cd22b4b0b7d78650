/** The step that waits for a token which comes without a callback. */
import { Effect } from "effect"
import { linkLifetime } from "../domain/PendingLink.ts"
import type { PendingLink } from "../domain/PendingLink.ts"
import type { ImplementationFailed } from "../domain/ModuleError.ts"
import type { GuardedImplementation } from "../services/guardImplementation.ts"
import type { TokenDelivery } from "../services/OAuth2Implementation.ts"
import { PendingLinks } from "../services/PendingLinks.ts"
import { endsFlow, withinTime } from "./Abort.ts"
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
  implementation: GuardedImplementation,
  {
    delivery,
    expiresAt
  }: { readonly delivery: TokenDelivery<ImplementationFailed>; readonly expiresAt?: number | undefined }
) {
  const { flowId } = link
  const now = yield* seconds
  const until = expiresAt ?? now + linkLifetime
  const { credential } = yield* findImplementation(link, implementation.domain)
  yield* waitAt(link, { id: "delivery", implementation: implementation.domain }, until + 2 * margin)
  const end = Effect.gen(function* () {
    const delivered = yield* delivery.pipe(
      endsFlow(flowId),
      withinTime(flowId, "oauth_timeout", until - now + margin),
      Effect.exit
    )
    yield* PendingLinks.use((pending) => pending.take(flowId))
    return yield* tellStep(
      link,
      Effect.flatMap(delivered, (token) => finishLink({ link, implementation, credential, token }))
    )
  })
  yield* Deliveries.use((deliveries) => deliveries.run(flowId, end))
})

// In seconds: a delivery that ends for want of time ends by itself, and still finds its flow to end.
const margin = 30
