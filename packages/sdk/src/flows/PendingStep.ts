/** Where a flow waits: left at a step, and taken from it. */
import { Effect } from "effect"
import { confirmationLifetime, linkLifetime, PendingLink } from "../domain/PendingLink.ts"
import type { LinkStep, LinkStepId } from "../domain/PendingLink.ts"
import { epochSeconds } from "../services/epochSeconds.ts"
import { PendingLinks } from "../services/PendingLinks.ts"
import { withContext } from "./RequestContext.ts"
import type { RequestContext } from "./RequestContext.ts"

/** Leaves a flow at the step that it waits at, for as long as that step may take, or until the time given. */
export const waitAt = Effect.fnUntraced(function* (link: PendingLink, step: LinkStep, until?: number) {
  const pending = yield* PendingLinks
  const lifetime = begunByNobody.has(step.id) ? confirmationLifetime : linkLifetime
  const expiresAt = until ?? (yield* epochSeconds) + lifetime
  yield* pending.put(new PendingLink({ ...link, step, expiresAt }))
})

const begunByNobody: ReadonlySet<LinkStepId> = new Set<LinkStepId>(["oauth_discovery", "reauth_confirm"])

/**
 * Continues with a flow that waits at one of the steps given, for a person who visits it. A flow at another step fails
 * with `FlowNotPending`, and is left alone. Where continuing fails or is interrupted, the flow stays where it was.
 */
export const resumeFrom = Effect.fnUntraced(function* <A, E, R>(
  at: {
    readonly flowId: string
    readonly steps: ReadonlyArray<LinkStepId>
    readonly context: RequestContext
  },
  go: (link: PendingLink) => Effect.Effect<A, E, R>
) {
  const pending = yield* PendingLinks
  const isAtStep = ({ step }: PendingLink) => at.steps.includes(step.id)
  return yield* Effect.uninterruptibleMask((restore) =>
    Effect.flatMap(pending.take(at.flowId, isAtStep), (link) =>
      restore(go(withContext(link, at.context))).pipe(Effect.onError(() => Effect.ignore(pending.put(link))))
    )
  )
})
