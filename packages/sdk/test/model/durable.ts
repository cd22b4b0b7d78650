/** Storage that outlives the processes over it. */
import { Context, Effect, Layer } from "effect"
import type { Scope } from "effect"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { AccountLock, Storage, StorageEncryption } from "../../src/index.ts"
import { layerSqlStorage } from "../../src/layers/sql/index.ts"
import { layerIn } from "../layers/file/Folder.ts"
import { layerPGlite } from "../layers/sql/pglite.ts"
import type { DurableStorage } from "./Harness.ts"

/** Makes storage that all processes share, and locks. */
const shared = (storage: Layer.Layer<Storage>): Effect.Effect<DurableStorage, never, Scope.Scope> =>
  Effect.map(Layer.build(Layer.fresh(Layer.merge(AccountLock.layerMemory, storage))), (context) =>
    Layer.succeedContext(Context.pick(AccountLock, Storage)(context))
  )

/** Makes storage in memory, one for all processes. */
export const memory = shared(Storage.layerMemory)

/** Makes storage in a database, one for all processes. */
export const database = shared(
  Layer.orDie(layerSqlStorage.pipe(Layer.provide([layerPGlite, StorageEncryption.layerPlain])))
)

/** Makes storage in the files of a folder, which each process opens for itself. */
export const files: Effect.Effect<DurableStorage, never, Scope.Scope> = Effect.map(
  Effect.acquireRelease(
    Effect.sync(() => mkdtempSync(join(tmpdir(), "application-credentials-"))),
    (folder) => Effect.sync(() => rmSync(folder, { recursive: true }))
  ),
  (folder) => Layer.orDie(layerIn(folder))
)
