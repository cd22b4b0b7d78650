/** The flows of this process whose token comes without a callback. */
import { Context, Deferred, Effect, FiberMap, Layer } from "effect"
import type { Scope } from "effect"
import type { AccountNotFound } from "../domain/AccountError.ts"
import type { FlowResult } from "../domain/FlowResult.ts"
import { FlowNotPending } from "../domain/LinkError.ts"
import type { StorageError } from "../domain/StorageError.ts"
import { linkLifetime } from "../domain/PendingLink.ts"
import { makeRunToCompletion } from "./runToCompletion.ts"
import type { RunToCompletion } from "./runToCompletion.ts"

/**
 * Names the failures of a flow whose token comes without a callback.
 *
 * @category errors
 * @since 0.1.0
 */
export type DeliveryError = FlowNotPending | AccountNotFound | StorageError

/**
 * Service that runs the end of a flow in the background, so that it comes although nobody looks on. Closing it interrupts
 * the ends, and waits for what `runToCompletion` runs.
 */
export class Deliveries extends Context.Service<
  Deliveries,
  {
    /** Runs the end of a flow in the background, in place of one that runs already. */
    readonly run: <R>(
      flowId: string,
      end: Effect.Effect<FlowResult, DeliveryError, R>
    ) => Effect.Effect<void, never, R>
    /** Runs the end of a flow, unless one runs already. */
    readonly resume: <R>(
      flowId: string,
      end: Effect.Effect<FlowResult, DeliveryError, R>
    ) => Effect.Effect<void, never, R>
    /** Waits for how a flow ended, and gives it for ten minutes more. Fails with `FlowNotPending` where nothing runs for the flow. */
    readonly result: (flowId: string) => Effect.Effect<FlowResult, DeliveryError>
    /** Ends what runs for a flow: whoever waits for its result gets `FlowNotPending`. */
    readonly stop: (flowId: string) => Effect.Effect<void>
    /** Runs an effect to its end, also where its caller is interrupted. */
    readonly runToCompletion: RunToCompletion
  }
>()("@application-credentials/sdk/flows/Deliveries") {
  /** Runs the ends in this process, until its scope closes. */
  static readonly layer: Layer.Layer<Deliveries> = Layer.effect(
    Deliveries,
    Effect.suspend(() => make)
  )
}

const make: Effect.Effect<Deliveries["Service"], never, Scope.Scope> = Effect.gen(function* () {
  const runToCompletion = yield* makeRunToCompletion
  const fibers = yield* FiberMap.make<string>()
  const results = new Map<string, Deferred.Deferred<FlowResult, DeliveryError>>()

  const stop = Effect.fnUntraced(function* (flowId: string) {
    const result = results.get(flowId)
    results.delete(flowId)
    if (result !== undefined) yield* Deferred.fail(result, notDelivered(flowId))
    yield* FiberMap.remove(fibers, flowId)
  })

  const run = Effect.fnUntraced(function* <R>(
    flowId: string,
    end: Effect.Effect<FlowResult, DeliveryError, R>
  ) {
    yield* stop(flowId)
    const result = yield* Deferred.make<FlowResult, DeliveryError>()
    results.set(flowId, result)
    const forget = Effect.delay(
      Effect.sync(() => results.delete(flowId)),
      `${linkLifetime} seconds`
    )
    yield* FiberMap.run(fibers, flowId, Effect.andThen(Deferred.into(end, result), forget))
  })

  const resume = <R>(flowId: string, end: Effect.Effect<FlowResult, DeliveryError, R>) =>
    Effect.suspend(() => {
      const running = results.get(flowId)
      return running === undefined || Deferred.isDoneUnsafe(running) ? run(flowId, end) : Effect.void
    })

  const result = Effect.fnUntraced(function* (flowId: string) {
    const running = results.get(flowId)
    return yield* running === undefined ? notDelivered(flowId) : Deferred.await(running)
  })

  return Deliveries.of({ run, resume, result, stop, runToCompletion })
})

const notDelivered = (flowId: string): FlowNotPending =>
  new FlowNotPending({
    flowId,
    message:
      "This flow waits for no token by itself, or no longer. Repeat its step, or start linking the account again."
  })
