/** The flows in progress, what becomes of them, and how those that have just ended did. */
import { Context, Effect, Layer, Option, PubSub, Semaphore, Stream } from "effect"
import type { Scope } from "effect"
import type { FlowResult } from "../domain/FlowResult.ts"
import { linkLifetime } from "../domain/PendingLink.ts"
import type { PendingLink } from "../domain/PendingLink.ts"
import type { StorageError } from "../domain/StorageError.ts"
import type { FlowChange } from "../flows/FlowNews.ts"
import { LinkingFlow } from "../flows/LinkingFlow.ts"
import * as collections from "../services/Collection.ts"
import { epochSeconds } from "../services/epochSeconds.ts"
import { LinkedAccounts } from "../services/LinkedAccounts.ts"
import { Storage } from "../services/Storage.ts"
import { flowInProgressItem } from "./FlowItem.ts"
import type { FlowChangeItem, FlowInProgressItem } from "./FlowItem.ts"

/**
 * Holds how a flow ended, and the integration that it was for.
 */
export interface FlowOutcome {
  readonly handler: string
  readonly flowId: string
  readonly result?: FlowResult | undefined
}

/**
 * Service that shows the flows in progress: those that wait for a person who did not begin them. It also shows how those ended
 * that have just done so, for the client that sent its user to the provider and was not the one that the provider answered.
 */
export class LiveFlows extends Context.Service<
  LiveFlows,
  {
    /** Gives the flows that wait for a person who did not begin them. */
    readonly list: Effect.Effect<ReadonlyArray<FlowInProgressItem>, StorageError>
    /** Gives those flows, and a stream of what this process changes about them, until the scope closes. */
    readonly subscribe: Effect.Effect<
      {
        readonly flows: ReadonlyArray<FlowInProgressItem>
        readonly changes: Stream.Stream<ReadonlyArray<FlowChangeItem>>
      },
      StorageError,
      Scope.Scope
    >
    /** Gives how a flow ended, for ten minutes; none where it has not, or where that was longer ago. */
    readonly outcome: (flowId: string) => Effect.Effect<Option.Option<FlowOutcome>>
    /** Gives a stream of the flows that ended within the last ten minutes, and of each that ends from now on, until the scope closes. */
    readonly ended: Effect.Effect<Stream.Stream<FlowOutcome>, never, Scope.Scope>
  }
>()("@application-credentials/sdk/http/LiveFlows") {
  /** Shows the flows of the instance that it is given. */
  static readonly layer: Layer.Layer<LiveFlows, never, LinkedAccounts | LinkingFlow | Storage> = Layer.effect(
    LiveFlows,
    Effect.suspend(() => make)
  )
}

const make = Effect.gen(function* () {
  const accounts = yield* LinkedAccounts
  const flow = yield* LinkingFlow
  const storage = yield* Storage
  const changed = yield* PubSub.unbounded<ReadonlyArray<FlowChangeItem>>()
  const endings = yield* PubSub.unbounded<FlowOutcome>()
  const oneByOne = yield* Semaphore.make(1)
  const told = new Map<string, FlowInProgressItem>()
  const outcomes = new Map<string, FlowOutcome & { readonly until: number }>()
  let watched = false

  const list = Effect.gen(function* () {
    const links = yield* flow.pending
    if (links.length === 0) return []
    const titles = new Map((yield* accounts.list).map(({ id, title }) => [id, title]))
    return links.flatMap((link) => {
      const name = nameOf(link, titles)
      return name === undefined ? [] : (flowInProgressItem(link, name) ?? [])
    })
  })

  // Compared with what waits, as a flow that ends takes others with it.
  const notifyAll = Effect.gen(function* () {
    const changes = changesFrom(told, yield* list)
    if (changes.length > 0) yield* PubSub.publish(changed, changes)
  })

  const subscribe = Effect.gen(function* () {
    watched = true
    yield* notifyAll
    const changes = Stream.fromSubscription(yield* PubSub.subscribe(changed))
    return { flows: [...told.values()], changes }
  }).pipe(oneByOne.withPermits(1))

  const notifyWatchers = Effect.suspend(() => (watched ? notifyAll : Effect.void)).pipe(
    Effect.catch((error) => Effect.logWarning(`What becomes of flows is not told: ${error.message}`))
  )

  const keep = Effect.fnUntraced(function* (ending: FlowOutcome) {
    const now = yield* epochSeconds
    outcomes.set(ending.flowId, { ...ending, until: now + linkLifetime })
    for (const [flowId, { until }] of outcomes) {
      if (until <= now || outcomes.size > maxOutcomes) outcomes.delete(flowId)
      else break
    }
    yield* PubSub.publish(endings, ending)
  })

  const take = Effect.fnUntraced(function* ({ flow: { flowId, domain }, result }: FlowChange) {
    if (hasEnded(result)) yield* keep({ handler: domain, flowId, result })
    yield* notifyWatchers
  })

  const outcome = Effect.fnUntraced(function* (flowId: string) {
    const now = yield* epochSeconds
    const found = outcomes.get(flowId)
    return Option.fromUndefinedOr(found !== undefined && found.until > now ? found : undefined)
  })

  const ended = Effect.gen(function* () {
    const next = Stream.fromSubscription(yield* PubSub.subscribe(endings))
    return Stream.concat(Stream.fromIterable([...outcomes.values()]), next)
  })

  const news = yield* flow.changes
  const written = yield* storage.changes
  const ofAccounts = Stream.filter(written, ({ collection }) => collection === collections.accounts.name)
  const looking = Stream.merge(
    Stream.map(news, take),
    Stream.map(ofAccounts, () => (told.size > 0 ? notifyWatchers : Effect.void))
  )
  yield* Effect.forkScoped(Stream.runForEach(looking, oneByOne.withPermits(1)))

  return LiveFlows.of({ list, subscribe, outcome, ended })
})

/** How many flows that have ended are remembered. */
const maxOutcomes = 1_000

const hasEnded = (result: FlowResult | undefined): boolean =>
  result === undefined ||
  result.type === "create_entry" ||
  (result.type === "abort" && result.reason !== "missing_credentials")

/** What a flow is about; nothing any more where its account is gone. */
const nameOf = ({ domain, source }: PendingLink, titles: ReadonlyMap<string, string>): string | undefined =>
  "accountId" in source ? titles.get(source.accountId) : domain

/** Brings what subscribers know up to date, and gives what is new to them. */
const changesFrom = (
  told: Map<string, FlowInProgressItem>,
  flows: ReadonlyArray<FlowInProgressItem>
): ReadonlyArray<FlowChangeItem> => {
  const there = new Set(flows.map(({ flow_id }) => flow_id))
  const gone = [...told.keys()].filter((flow_id) => !there.has(flow_id))
  const added = flows.filter(({ flow_id }) => !told.has(flow_id))
  for (const flow_id of gone) told.delete(flow_id)
  for (const flow of added) told.set(flow.flow_id, flow)
  return [
    ...added.map((flow) => ({ type: "added" as const, flow_id: flow.flow_id, flow })),
    ...gone.map((flow_id) => ({ type: "removed" as const, flow_id }))
  ]
}
