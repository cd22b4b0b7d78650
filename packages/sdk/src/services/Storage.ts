/** What the stores keep their records in: the port that each layer of storage implements. */
import { Context, Effect, Layer, Semaphore } from "effect"
import type { LinkedAccount } from "../domain/LinkedAccount.ts"
import type { PendingLink } from "../domain/PendingLink.ts"
import type { StorageError } from "../domain/StorageError.ts"
import type { StoredCredential } from "../domain/StoredCredential.ts"
import type { StateKey, TakenState } from "../domain/StoredState.ts"
import { accounts, credentials, links, stateKeys, takenStates } from "./Collection.ts"
import type { Records } from "./Collection.ts"
import { makeMemoryRecords } from "./MemoryRecords.ts"

/**
 * Service that keeps the records of the stores. The rules are theirs; storage keeps what it is given.
 *
 * What was put or removed lasts when the effect ends, or the effect that it is a part of under `atomically`. That one
 * runs as if nobody else read or wrote meanwhile, in other processes that share the storage too. It may be run more than
 * once, and must have no other effect than on these records. It does not nest.
 *
 * @category services
 * @since 0.1.0
 */
export class Storage extends Context.Service<
  Storage,
  {
    readonly credentials: Records<StoredCredential, "domain" | "authDomain">
    readonly accounts: Records<LinkedAccount, "domain" | "authImplementation" | "uniqueId">
    readonly links: Records<PendingLink>
    readonly takenStates: Records<TakenState>
    readonly stateKeys: Records<StateKey>
    readonly atomically: <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E | StorageError, R>
  }
>()("@application-credentials/sdk/services/Storage") {
  /** Keeps the records in memory. */
  static readonly layerMemory: Layer.Layer<Storage> = Layer.effect(
    Storage,
    Effect.suspend(() => makeMemory)
  )
}

const makeMemory = Effect.gen(function* () {
  const alone = yield* Semaphore.make(1)
  return Storage.of({
    credentials: makeMemoryRecords(credentials),
    accounts: makeMemoryRecords(accounts),
    links: makeMemoryRecords(links),
    takenStates: makeMemoryRecords(takenStates),
    stateKeys: makeMemoryRecords(stateKeys),
    atomically: alone.withPermits(1)
  })
})
