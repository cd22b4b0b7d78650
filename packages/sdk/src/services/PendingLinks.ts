/** The flows that wait for a user or a callback. */
import { Clock, Context, Effect, Layer, Ref } from "effect"
import { FlowNotPending } from "../domain/LinkError.ts"
import type { PendingLink } from "../domain/PendingLink.ts"

/**
 * Service that keeps flows between two requests. `take` gives a flow once; neither it nor `list` gives one that has
 * expired.
 *
 * @category services
 * @since 0.1.0
 */
export class PendingLinks extends Context.Service<
  PendingLinks,
  {
    readonly put: (link: PendingLink) => Effect.Effect<void>
    readonly take: (flowId: string) => Effect.Effect<PendingLink, FlowNotPending>
    readonly list: Effect.Effect<ReadonlyArray<PendingLink>>
  }
>()("@application-credentials/sdk/services/PendingLinks") {
  /** Keeps the flows in memory, expired ones until the next flow begins. */
  static readonly layerMemory: Layer.Layer<PendingLinks> = Layer.effect(
    PendingLinks,
    Effect.suspend(() => make)
  )
}

type Links = ReadonlyMap<string, PendingLink>

const make = Effect.gen(function* () {
  const links = yield* Ref.make<Links>(new Map())

  const put = Effect.fn("PendingLinks.put")(function* (link: PendingLink) {
    const now = yield* seconds
    yield* Ref.update(links, (all) => new Map(current(all, now)).set(link.flowId, link))
  })

  const take = Effect.fn("PendingLinks.take")(function* (flowId: string) {
    const now = yield* seconds
    const link = yield* Ref.modify(links, (all): [PendingLink | undefined, Links] => [
      current(all, now).get(flowId),
      new Map([...all].filter(([id]) => id !== flowId))
    ])
    return link ?? (yield* notPending(flowId))
  })

  const list = Effect.gen(function* () {
    return [...current(yield* Ref.get(links), yield* seconds).values()]
  })

  return PendingLinks.of({ put, take, list })
})

const seconds = Effect.map(Clock.currentTimeMillis, (now) => now / 1_000)

const current = (links: Links, now: number): Links =>
  new Map([...links].filter(([, link]) => link.expiresAt > now))

const notPending = (flowId: string): FlowNotPending =>
  new FlowNotPending({
    flowId,
    message: "This flow has ended or never began. Start linking the account again."
  })
