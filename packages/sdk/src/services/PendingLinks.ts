/** The flows that wait for a user or a callback. */
import { Clock, Context, Effect, Layer, Option } from "effect"
import { FlowNotPending } from "../domain/LinkError.ts"
import type { PendingLink } from "../domain/PendingLink.ts"
import type { StorageError } from "../domain/StorageError.ts"
import * as collections from "./Collection.ts"
import { recordName } from "./Collection.ts"
import { Storage } from "./Storage.ts"

/**
 * Service that keeps flows between two requests. `take` gives a flow once; neither it nor `list` gives one that has
 * expired.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { PendingLink, PendingLinks, Storage } from "@application-credentials/sdk"
 * import { Effect, Layer } from "effect"
 *
 * const link = new PendingLink({
 *   flowId: "my-flow",
 *   domain: "acme",
 *   source: { type: "user" },
 *   step: { id: "pick_implementation" },
 *   expiresAt: 4_102_444_800
 * })
 *
 * const program = Effect.gen(function* () {
 *   const { put, take } = yield* PendingLinks
 *   yield* put(link)
 *   assert.equal((yield* take("my-flow")).domain, "acme")
 *   assert.equal((yield* Effect.flip(take("my-flow")))._tag, "FlowNotPending")
 * })
 * await Effect.runPromise(
 *   Effect.provide(program, PendingLinks.layer.pipe(Layer.provide(Storage.layerMemory)))
 * )
 * ```
 *
 * @category services
 * @since 0.1.0
 */
export class PendingLinks extends Context.Service<
  PendingLinks,
  {
    readonly put: (link: PendingLink) => Effect.Effect<void, StorageError>
    readonly take: (flowId: string) => Effect.Effect<PendingLink, FlowNotPending | StorageError>
    readonly list: Effect.Effect<ReadonlyArray<PendingLink>, StorageError>
  }
>()("@application-credentials/sdk/services/PendingLinks") {
  /** Keeps the flows in storage, expired ones until the next flow begins. */
  static readonly layer: Layer.Layer<PendingLinks, never, Storage> = Layer.effect(
    PendingLinks,
    Effect.suspend(() => make)
  )
}

const make = Effect.gen(function* () {
  const { atomically, links } = yield* Storage

  const put = Effect.fn("PendingLinks.put")(function* (link: PendingLink) {
    yield* atomically()(links.removeExpired(yield* seconds))
    yield* links.put([link]).pipe(atomically(nameOf(link.flowId)))
  })

  const take = Effect.fn("PendingLinks.take")(function* (flowId: string) {
    const get = Effect.tap(links.get(flowId), () => links.remove(flowId))
    const taken = yield* get.pipe(atomically(nameOf(flowId)))
    const now = yield* seconds
    if (Option.isNone(taken) || taken.value.expiresAt <= now) return yield* notPending(flowId)
    return taken.value
  })

  const list = Effect.gen(function* () {
    const now = yield* seconds
    return (yield* links.list).filter(({ expiresAt }) => expiresAt > now)
  })

  return PendingLinks.of({ put, take, list })
})

const nameOf = (flowId: string): string => recordName(collections.links, flowId)

const seconds = Effect.map(Clock.currentTimeMillis, (now) => now / 1_000)

const notPending = (flowId: string): FlowNotPending =>
  new FlowNotPending({
    flowId,
    message: "This flow has ended or never began. Start linking the account again."
  })
