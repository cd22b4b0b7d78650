/** Storage in the files of a folder, in the form of Home Assistant's `.storage`. */
import { Effect, FileSystem, Layer, Semaphore } from "effect"
import type { Path } from "effect"
import type { SecureRandom } from "effect/crypto"
import { StorageUnavailable } from "../../domain/StorageError.ts"
import type { StorageError, StorageInUse } from "../../domain/StorageError.ts"
import { makeRecordCodec } from "../../services/RecordCodec.ts"
import { makeStorage, Storage } from "../../services/Storage.ts"
import { StorageEncryption } from "../../services/StorageEncryption.ts"
import { makeFileRecords } from "./FileRecords.ts"
import { lockFolder } from "./FolderLock.ts"
import { openStorageFile } from "./StorageFile.ts"

/**
 * Layer of storage that keeps each collection in a file of a folder: the credentials in `application_credentials`, as
 * Home Assistant has them, the rest in files of the same form beside it. Only their owner may read them. One process at
 * a time keeps its state in a folder: `application_credentials.lock` names it, and others fail with `StorageInUse`. What
 * cannot be read at all shows when the layer is built.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { mkdtemp, readdir, rm } from "node:fs/promises"
 * import { tmpdir } from "node:os"
 * import { join } from "node:path"
 * import { layerModuleServices, Storage, StorageEncryption, TakenState } from "@application-credentials/sdk"
 * import { layerFileStorage } from "@application-credentials/sdk/file"
 * import { NodeServices } from "@effect/platform-node"
 * import { Effect, Layer } from "effect"
 *
 * const folder = await mkdtemp(join(tmpdir(), "storage-"))
 * const layer = layerFileStorage({ folder }).pipe(
 *   Layer.provide([NodeServices.layer, StorageEncryption.layerPlain, layerModuleServices])
 * )
 * const taken = new TakenState({ jti: "my-state", expiresAt: 4_102_444_800 })
 * const name = "application_credentials.taken_states"
 *
 * const put = Storage.use(({ atomically, takenStates }) => atomically(name)(takenStates.put([taken])))
 * await Effect.runPromise(Effect.provide(put, layer))
 * assert.ok((await readdir(folder)).includes(name))
 * await rm(folder, { recursive: true })
 * ```
 *
 * @see homeassistant/helpers/storage.py, Store
 * @category layers
 * @since 0.1.0
 */
export const layerFileStorage = (options: {
  /** The folder, such as Home Assistant's `.storage`. It is made where it is not there. */
  readonly folder: string
}): Layer.Layer<
  Storage,
  StorageError | StorageInUse,
  FileSystem.FileSystem | Path.Path | SecureRandom.SecureRandom | StorageEncryption
> => Layer.effect(Storage, make(options.folder))

const make = Effect.fnUntraced(function* (folder: string) {
  const fs = yield* FileSystem.FileSystem
  const encryption = yield* StorageEncryption
  const lock = yield* Semaphore.make(1)
  yield* Effect.mapError(fs.makeDirectory(folder, { recursive: true, mode: 0o700 }), () => noFolder(folder))
  yield* lockFolder(folder)

  return yield* makeStorage({
    open: (collection) =>
      openStorageFile(folder, collection.name).pipe(
        Effect.map((file) => makeFileRecords(file, collection, makeRecordCodec(collection, encryption))),
        Effect.tap(({ list }) => list)
      ),
    alone: () => lock.withPermits(1)
  })
})

const noFolder = (folder: string): StorageUnavailable =>
  new StorageUnavailable({
    message: `The folder ${folder} cannot be made. Check where it is and who owns it.`
  })
