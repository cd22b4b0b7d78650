/** A disk that keeps what was synced, and of the rest what it pleases. */
import { NodeServices } from "@effect/platform-node"
import { Effect, FileSystem, Layer } from "effect"
import { readFileSync } from "node:fs"
import { dirname } from "node:path"

/** What a file holds after a power cut: `undefined` where it is not there, "unsafe" where anything may be in it. */
export type Left = string | undefined

/** A file as the disk has it: its bytes, where they were synced since it was last opened to be written. */
interface Inode {
  bytes?: string
}

/**
 * Makes a platform with such a disk, and one file on it to watch. Bytes are safe once their file was synced, and names
 * once their folder was. `now` gives what the power might leave of the file if it went now, `meanwhile` what it might
 * have left since that was last asked for.
 */
export const makeDisk = (watched: string) => {
  const names = new Map<string, Inode>()
  const safeNames = new Map<string, Inode>()
  let meanwhile = new Set<Left>()

  const now = (): ReadonlyArray<Left> =>
    [names, safeNames].map((known) => {
      const inode = known.get(watched)
      return inode === undefined ? undefined : (inode.bytes ?? "unsafe")
    })

  const step = (happens: () => void) =>
    Effect.sync(() => {
      happens()
      for (const left of now()) meanwhile.add(left)
    })

  const written = (path: string) =>
    step(() => {
      const inode = names.get(path) ?? {}
      delete inode.bytes
      names.set(path, inode)
    })

  const renamed = (from: string, to: string) =>
    step(() => {
      names.set(to, names.get(from) ?? {})
      names.delete(from)
    })

  const synced = (path: string) =>
    step(() => {
      const inode = names.get(path)
      if (inode !== undefined) inode.bytes = readFileSync(path, "utf8")
      const inFolder = ([name]: readonly [string, Inode]) => dirname(name) === path
      for (const [name] of [...safeNames].filter(inFolder)) safeNames.delete(name)
      for (const [name, file] of [...names].filter(inFolder)) safeNames.set(name, file)
    })

  const watch = (file: FileSystem.File, path: string): FileSystem.File =>
    new Proxy(file, {
      get: (target, name) =>
        name === "sync" ? Effect.tap(target.sync, synced(path)) : Reflect.get(target, name, target)
    })

  const layer = Layer.effect(
    FileSystem.FileSystem,
    FileSystem.FileSystem.use((fs) =>
      Effect.succeed({
        ...fs,
        open: (path, options) =>
          fs.open(path, options).pipe(
            Effect.tap((options?.flag ?? "r") === "r" ? Effect.void : written(path)),
            Effect.map((file) => watch(file, path))
          ),
        writeFile: (path, data, options) => Effect.tap(fs.writeFile(path, data, options), written(path)),
        rename: (from, to) => Effect.tap(fs.rename(from, to), renamed(from, to))
      })
    )
  ).pipe(Layer.provideMerge(NodeServices.layer))

  return {
    layer,
    now: () => new Set(now()),
    meanwhile: () => {
      const all = meanwhile
      meanwhile = new Set()
      return all
    }
  }
}
