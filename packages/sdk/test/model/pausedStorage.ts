/** Storage that takes its time, and whose writes are seen. */
import { Effect, Layer } from "effect"
import { Storage } from "../../src/index.ts"
import type { Records } from "../../src/index.ts"
import type { Witness } from "./Witness.ts"

/** Waits until it may continue. `label` says what for. */
export type Pause = (label: string) => Promise<void>

/** Makes the layer of a storage over another: it pauses before and after each access, and tells the witness. */
export const layerPausedStorage = (witness: Witness, pause: Pause): Layer.Layer<Storage, never, Storage> =>
  Layer.effect(
    Storage,
    Storage.use((storage) =>
      Effect.succeed(
        Storage.of({
          ...storage,
          accounts: paused("account", storage.accounts, pause, {
            stored: witness.accountsStored,
            removed: witness.accountRemoved
          }),
          credentials: paused("credential", storage.credentials, pause, {
            stored: witness.credentialsStored,
            removed: witness.credentialRemoved
          }),
          links: paused("link", storage.links, pause, { stored: () => {}, removed: () => {} })
        })
      )
    )
  )

const paused = <A, Column extends string>(
  name: string,
  records: Records<A, Column>,
  pause: Pause,
  tell: {
    readonly stored: (records: ReadonlyArray<A>) => void
    readonly removed: (id: string) => void
  }
): Records<A, Column> => {
  const around = <B, E>(what: string, access: Effect.Effect<B, E>) => {
    const wait = Effect.promise(() => pause(`${what} ${name}`))
    return Effect.andThen(wait, Effect.tap(access, wait))
  }
  return {
    get: (id) => around("get", records.get(id)),
    list: around("list", records.list),
    find: (where) => around("find", records.find(where)),
    put: (stored) =>
      around(
        "put",
        Effect.tap(records.put(stored), () => Effect.sync(() => tell.stored(stored)))
      ),
    remove: (id) =>
      around(
        "remove",
        Effect.tap(records.remove(id), () => Effect.sync(() => tell.removed(id)))
      ),
    removeExpired: records.removeExpired
  }
}
