/** One file of Home Assistant's storage. */
import { Effect, FileSystem, Option, Path } from "effect"
import type { SecureRandom } from "effect/crypto"
import type { StorageUnavailable, StorageUnreadable } from "../../domain/StorageError.ts"
import { diskFailure } from "./diskFailure.ts"
import { emptyContent, parseContent } from "./StoreContent.ts"
import type { StoreContent } from "./StoreContent.ts"
import { removeTemporaries, writeAtomically } from "./writeAtomically.ts"

/**
 * Reads and writes a file. `version` tells what is in it now from what was in it before, without reading it; `write`
 * gives the version that it has made.
 */
export interface StorageFile {
  readonly path: string
  readonly version: Effect.Effect<string, StorageUnavailable>
  readonly read: Effect.Effect<StoreContent, StorageUnavailable | StorageUnreadable>
  readonly write: (content: StoreContent) => Effect.Effect<string, StorageUnavailable>
}

/**
 * Opens the file of a key in a folder, which need not be there. It is written as Home Assistant does, with two spaces of
 * indentation and no newline at the end. What a process that died has left of a write is removed.
 *
 * @see homeassistant/helpers/storage.py, Store
 */
export const openStorageFile = Effect.fnUntraced(function* (folder: string, key: string) {
  const fs = yield* FileSystem.FileSystem
  const path = (yield* Path.Path).join(folder, key)
  const services = yield* Effect.context<FileSystem.FileSystem | Path.Path | SecureRandom.SecureRandom>()

  const version = fs.stat(path).pipe(
    Effect.map(versionOf),
    Effect.catchReason("PlatformError", "NotFound", () => Effect.succeed("absent")),
    Effect.mapError(diskFailure("read", path))
  )

  const read = fs.readFile(path).pipe(
    Effect.flatMap((bytes) => parseContent(path, key, bytes)),
    Effect.catchReason("PlatformError", "NotFound", () => Effect.succeed(emptyContent(key))),
    Effect.catchTag("PlatformError", (error) => Effect.fail(diskFailure("read", path)(error)))
  )

  const write = (content: StoreContent) =>
    writeAtomically(path, JSON.stringify(content, undefined, 2)).pipe(
      Effect.provide(services),
      Effect.mapBoth({ onFailure: diskFailure("written", path), onSuccess: versionOf })
    )

  yield* Effect.mapError(removeTemporaries(path), diskFailure("read", folder))
  return { path, version, read, write } satisfies StorageFile
})

const versionOf = ({ ino, mtime, size }: FileSystem.File.Info): string =>
  [Option.getOrUndefined(ino), Option.getOrUndefined(mtime)?.getTime(), size].join()
