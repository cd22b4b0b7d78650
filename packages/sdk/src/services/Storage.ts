/** What the stores keep their records in: the port that each layer of storage implements. */
import { Context, Effect, Layer, PubSub, Semaphore, Stream } from "effect"
import type { Scope } from "effect"
import type { LinkedAccount } from "../domain/LinkedAccount.ts"
import type { PendingLink } from "../domain/PendingLink.ts"
import type { StorageError } from "../domain/StorageError.ts"
import type { StoredCredential } from "../domain/StoredCredential.ts"
import type { StateKey, TakenState } from "../domain/StoredState.ts"
import { accounts, credentials, links, recordName, stateKeys, takenStates } from "./Collection.ts"
import type { Collection, Records } from "./Collection.ts"
import { makeMemoryRecords } from "./MemoryRecords.ts"

/**
 * Service that keeps the records of the stores. The rules are theirs; storage keeps what it is given.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { Storage, TakenState } from "@application-credentials/sdk"
 * import { Effect, Option } from "effect"
 *
 * const taken = new TakenState({ jti: "my-state", expiresAt: 4_102_444_800 })
 *
 * const program = Effect.gen(function* () {
 *   const { atomically, takenStates } = yield* Storage
 *   yield* takenStates.put([taken]).pipe(atomically("application_credentials.taken_states/my-state"))
 *   assert.deepEqual(yield* takenStates.get("my-state"), Option.some(taken))
 * })
 * await Effect.runPromise(Effect.provide(program, Storage.layerMemory))
 * ```
 *
 * @category services
 * @since 0.1.0
 */
export class Storage extends Context.Service<
  Storage,
  {
    /** The credentials, found by integration or auth domain too. */
    readonly credentials: Records<StoredCredential, "domain" | "authDomain">
    /** The accounts, found by integration, implementation or unique id too. */
    readonly accounts: Records<LinkedAccount, "domain" | "authImplementation" | "uniqueId">
    /** The flows that wait. */
    readonly links: Records<PendingLink>
    /** The states that were taken, until they would have expired. */
    readonly takenStates: Records<TakenState>
    /** The keys that states are signed with. */
    readonly stateKeys: Records<StateKey>
    /**
     * Runs an effect while no other runs that was given one of the same names, in this process or in another that shares the
     * storage. The effect writes at its end and to one collection, and what it has written lasts when it ends. Does not nest.
     */
    readonly atomically: (
      ...names: ReadonlyArray<string>
    ) => <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E | StorageError, R>
    /** Subscribes to what this process writes from now on. A change names a record: what it is now, the record says. */
    readonly changes: Effect.Effect<Stream.Stream<RecordChange>, never, Scope.Scope>
  }
>()("@application-credentials/sdk/services/Storage") {
  /** Keeps the records in memory. */
  static readonly layerMemory: Layer.Layer<Storage> = Layer.effect(
    Storage,
    Effect.gen(function* () {
      const lock = yield* Semaphore.make(1)
      return yield* makeStorage({
        open: (collection) => Effect.succeed(makeMemoryRecords(collection)),
        alone: () => lock.withPermits(1)
      })
    })
  )
}

/**
 * Names a record that was written or removed, by its collection.
 *
 * @category models
 * @since 0.1.0
 */
export interface RecordChange {
  readonly collection: string
  readonly id: string
}

/**
 * Names what a layer of storage brings.
 */
export interface StorageAdapter<E, R> {
  /** Opens the records of a collection. */
  readonly open: <A, Column extends string>(
    collection: Collection<A, Column>
  ) => Effect.Effect<Records<A, Column>, E, R>
  /** Runs an effect while no other runs that shares one of these names, whichever process it is in. */
  readonly alone: (
    names: ReadonlyArray<string>
  ) => <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E | StorageError, R>
}

/**
 * Makes storage with the rules of every layer: a record is written by an effect that holds its name, or that of its
 * collection, since another may be writing it who does. Whoever breaks a rule dies, in memory too, where it would do no
 * harm.
 */
export const makeStorage = Effect.fnUntraced(function* <E, R>({ alone, open }: StorageAdapter<E, R>) {
  const changed = yield* PubSub.unbounded<RecordChange>()
  const guarded = <A, Column extends string>(collection: Collection<A, Column>) =>
    Effect.map(open(collection), (records) => guard(collection, records))

  return Storage.of({
    credentials: yield* guarded(credentials),
    accounts: yield* guarded(accounts),
    links: yield* guarded(links),
    takenStates: yield* guarded(takenStates),
    stateKeys: yield* guarded(stateKeys),
    atomically:
      (...names) =>
      (effect) =>
        Effect.flatMap(Held, (held) => {
          if (held !== undefined) {
            return Effect.die(
              new Error(`atomically does not nest: ${names.join()} in ${[...held.names].join()}`)
            )
          }
          const written: Array<RecordChange> = []
          return alone(names)(Effect.provideService(effect, Held, { names: new Set(names), written })).pipe(
            Effect.ensuring(Effect.suspend(() => PubSub.publishAll(changed, written)))
          )
        }),
    changes: Effect.map(PubSub.subscribe(changed), Stream.fromSubscription)
  })
})

/** What the effect holds that runs alone: the names that it was given, and what it has written. None where none does. */
export const Held = Context.Reference<
  { readonly names: ReadonlySet<string>; readonly written: Array<RecordChange> } | undefined
>("@application-credentials/sdk/services/makeStorage/Held", { defaultValue: () => undefined })

const guard = <A, Column extends string>(
  collection: Collection<A, Column>,
  records: Records<A, Column>
): Records<A, Column> => {
  const holding = <E>(ids: ReadonlyArray<string>, write: Effect.Effect<void, E>) =>
    Effect.flatMap(Held, (held) => {
      if (
        !held?.names.has(collection.name) &&
        !ids.every((id) => held?.names.has(recordName(collection, id)))
      ) {
        return Effect.die(new Error(`${collection.name} is written by an effect that does not hold its name`))
      }
      held?.written.push(...ids.map((id) => ({ collection: collection.name, id })))
      return write
    })

  return {
    ...records,
    put: (all) => holding(all.map(collection.idOf), records.put(all)),
    remove: (id) => holding([id], records.remove(id))
  }
}
