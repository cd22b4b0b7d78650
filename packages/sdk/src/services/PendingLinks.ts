/** The flows that wait for a user or a callback. */
import { Context, Effect, Layer, Option } from "effect"
import { FlowNotPending } from "../domain/LinkError.ts"
import type { PendingLink } from "../domain/PendingLink.ts"
import type { StorageError } from "../domain/StorageError.ts"
import * as collections from "./Collection.ts"
import { recordName } from "./Collection.ts"
import { epochSeconds } from "./epochSeconds.ts"
import { Storage } from "./Storage.ts"

/**
 * Service that keeps flows between two requests. No method gives a flow that has expired.
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
    /** Stores a flow. */
    readonly put: (link: PendingLink) => Effect.Effect<void, StorageError>
    /** Changes a flow where it is, and gives it as it was before. */
    readonly update: (
      flowId: string,
      change: (link: PendingLink) => PendingLink
    ) => Effect.Effect<PendingLink, FlowNotPending | StorageError>
    /** Takes a flow out and gives it. One that is not wanted stays where it is. */
    readonly take: (
      flowId: string,
      isWanted?: (link: PendingLink) => boolean
    ) => Effect.Effect<PendingLink, FlowNotPending | StorageError>
    /** Gives all flows that have not expired. */
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
    yield* atomically()(links.removeExpired(yield* epochSeconds))
    yield* links.put([link]).pipe(atomically(nameOf(link.flowId)))
  })

  const get = (flowId: string) =>
    Effect.flatMap(links.get(flowId), (found) =>
      Effect.map(epochSeconds, (now) => Option.filter(found, ({ expiresAt }) => expiresAt > now))
    )

  const alone = <E>(flowId: string, change: Effect.Effect<Option.Option<PendingLink>, E>) =>
    Effect.flatMap(change.pipe(atomically(nameOf(flowId))), (found) =>
      Option.isSome(found) ? Effect.succeed(found.value) : Effect.fail(notPending(flowId))
    )

  const update = Effect.fn("PendingLinks.update")(
    (flowId: string, change: (link: PendingLink) => PendingLink) =>
      alone(
        flowId,
        Effect.tap(get(flowId), (found) => {
          const changed = Option.getOrUndefined(Option.map(found, change))
          const isSame = changed === undefined || changed === Option.getOrUndefined(found)
          return isSame ? Effect.void : links.put([changed])
        })
      )
  )

  const take = Effect.fn("PendingLinks.take")(
    (flowId: string, isWanted: (link: PendingLink) => boolean = () => true) =>
      alone(
        flowId,
        Effect.tap(Effect.map(get(flowId), Option.filter(isWanted)), (found) =>
          Option.isSome(found) ? links.remove(flowId) : Effect.void
        )
      )
  )

  const list = Effect.gen(function* () {
    const now = yield* epochSeconds
    return (yield* links.list).filter(({ expiresAt }) => expiresAt > now)
  })

  return PendingLinks.of({ put, update, take, list })
})

const nameOf = (flowId: string): string => recordName(collections.links, flowId)

const notPending = (flowId: string): FlowNotPending =>
  new FlowNotPending({
    flowId,
    message:
      "This flow has ended, never began, or is at another step. Continue from there, or start linking the account again."
  })
