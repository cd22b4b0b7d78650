/** The step that waits for a token which comes without a callback. */
import { Effect } from "effect"
import type { ImplementationFailed } from "../domain/ModuleError.ts"
import { linkLifetime } from "../domain/PendingLink.ts"
import type { PendingLink } from "../domain/PendingLink.ts"
import { epochSeconds } from "../services/epochSeconds.ts"
import type { GuardedImplementation } from "../services/guardImplementation.ts"
import type { TokenDelivery } from "../services/OAuth2Implementation.ts"
import { PendingLinks } from "../services/PendingLinks.ts"
import { endsFlow, withinTime } from "./Abort.ts"
import { Deliveries } from "./Deliveries.ts"
import { findImplementation } from "./findImplementation.ts"
import { finishLink } from "./finishLink.ts"
import { reportStep } from "./FlowTelemetry.ts"
import { waitAt } from "./PendingStep.ts"

/**
 * Leaves a flow to end in the background, when its token is delivered: within `linkLifetime`. A flow that was cancelled
 * meanwhile stays so.
 */
export const awaitDelivery = Effect.fnUntraced(function* (
  link: PendingLink,
  implementation: GuardedImplementation,
  delivery: TokenDelivery<ImplementationFailed>
) {
  const { flowId } = link
  const { credential } = yield* findImplementation(link, implementation.domain)
  const { run, runToCompletion } = yield* Deliveries
  const until = (yield* epochSeconds) + linkLifetime + 2 * margin
  yield* waitAt(link, { id: "delivery", implementation: implementation.domain }, until)
  const end = Effect.gen(function* () {
    const delivered = yield* delivery.pipe(
      endsFlow(flowId),
      withinTime(flowId, "oauth_timeout", linkLifetime + margin),
      Effect.exit
    )
    const finish = reportStep(
      link,
      Effect.flatMap(delivered, (token) => finishLink({ link, implementation, credential, token }))
    )
    return yield* runToCompletion(
      Effect.andThen(
        PendingLinks.use((pending) => pending.take(flowId)),
        finish
      )
    )
  })
  yield* run(flowId, end)
})

// In seconds: a delivery that ends for want of time ends by itself, and still finds its flow to end.
const margin = 30
