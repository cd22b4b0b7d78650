/** Replaces a file whole, so that it is read as it was or as it is, whenever the power goes. */
import { Effect, FileSystem, Path } from "effect"
import type { PlatformError } from "effect"
import { SecureRandom } from "effect/crypto"
import { Hex } from "effect/encoding"

/**
 * Writes text to a file that only its owner may read: into a new file beside it, on to the disk, and in its place. When
 * the effect ends, the folder is on the disk too. Gives what the file system knows of the file written.
 */
export const writeAtomically = Effect.fnUntraced(function* (path: string, text: string) {
  const fs = yield* FileSystem.FileSystem
  const random = yield* SecureRandom.SecureRandom
  const folder = (yield* Path.Path).dirname(path)
  const fresh = `${path}.${Hex.encode(yield* random.randomBytes(6))}${temporarySuffix}`
  const info = yield* Effect.scoped(writeDurably(fs, fresh, text)).pipe(
    Effect.tap(fs.rename(fresh, path)),
    Effect.onError(() => Effect.ignore(fs.remove(fresh)))
  )
  yield* syncFolder(fs, folder)
  return info
}, Effect.uninterruptible)

const writeDurably = Effect.fnUntraced(function* (fs: FileSystem.FileSystem, path: string, text: string) {
  const file = yield* fs.open(path, { flag: "wx", mode: 0o600 })
  yield* file.writeAll(new TextEncoder().encode(text))
  yield* file.sync
  return yield* file.stat
})

/**
 * Removes what a process that died has left of a file it was writing, by the exact form of its names: whatever else is in
 * the folder is somebody else's.
 */
export const removeTemporaries = Effect.fnUntraced(function* (path: string) {
  const fs = yield* FileSystem.FileSystem
  const { basename, dirname, join } = yield* Path.Path
  const folder = dirname(path)
  const own = `${basename(path)}.`
  const left = (yield* fs.readDirectory(folder)).filter(
    (name) => name.startsWith(own) && /^[0-9a-f]{12}\.tmp$/.test(name.slice(own.length))
  )
  yield* Effect.forEach(left, (name) => fs.remove(join(folder, name), { force: true }), { discard: true })
})

const temporarySuffix = ".tmp"

// Where a folder cannot be opened (Windows), renaming is as durable as it gets.
const syncFolder = (
  fs: FileSystem.FileSystem,
  folder: string
): Effect.Effect<void, PlatformError.PlatformError> =>
  Effect.scoped(
    Effect.flatMap(Effect.option(fs.open(folder)), (opened) =>
      opened._tag === "Some" ? opened.value.sync : Effect.void
    )
  )
