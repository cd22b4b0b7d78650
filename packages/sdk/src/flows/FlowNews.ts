/** What becomes of flows, for those who look on. */
import { Context, Effect, Layer, PubSub, Stream } from "effect"
import type { Scope } from "effect"
import type { FlowResult } from "../domain/FlowResult.ts"
import type { PendingLink } from "../domain/PendingLink.ts"

/**
 * Says what has become of a flow: `result` is what its latest step led to. It has none where the flow was cancelled, or
 * ended by an error that its caller was given.
 *
 * @category models
 * @since 0.1.0
 */
export interface FlowChange {
  readonly flow: Pick<PendingLink, "flowId" | "domain" | "source">
  readonly result?: FlowResult | undefined
}

/**
 * Service that passes on what becomes of the flows of this process.
 */
export class FlowNews extends Context.Service<
  FlowNews,
  {
    /** Passes a change on to all who have subscribed. */
    readonly publish: (change: FlowChange) => Effect.Effect<void>
    /** Subscribes, until the scope closes: gives a stream of the changes from now on. */
    readonly changes: Effect.Effect<Stream.Stream<FlowChange>, never, Scope.Scope>
  }
>()("@application-credentials/sdk/flows/FlowNews") {
  /** Passes on to those who have subscribed by then. */
  static readonly layer: Layer.Layer<FlowNews> = Layer.effect(
    FlowNews,
    Effect.map(PubSub.unbounded<FlowChange>(), (changed) => ({
      publish: (change) => Effect.asVoid(PubSub.publish(changed, change)),
      changes: Effect.map(PubSub.subscribe(changed), Stream.fromSubscription)
    }))
  )
}
