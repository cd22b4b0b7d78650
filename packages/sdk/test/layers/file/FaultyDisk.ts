/** A disk that is full, or broken, while a test wants it to be. */
import { NodeServices } from "@effect/platform-node"
import { Effect, FileSystem, Layer, PlatformError } from "effect"

/** The steps of a write, each of which can fail. */
export type Step = "open" | "write" | "sync" | "rename" | "sync folder"

/** As Node's file system says what a disk refuses. */
const refusal = (method: string, code: string) =>
  PlatformError.systemError({
    _tag: "Unknown",
    module: "FileSystem",
    method,
    cause: Object.assign(new Error(code), { code })
  })

/** Makes a platform with such a disk, which fails at the steps that are in `faults`. A write fails half way. */
export const makeFaultyDisk = (code = "ENOSPC") => {
  const noSpace = (method: string) => refusal(method, code)
  const faults = new Set<Step>()

  const failing = <A, R>(step: Step, effect: Effect.Effect<A, PlatformError.PlatformError, R>) =>
    Effect.suspend(() => (faults.has(step) ? Effect.fail(noSpace(step)) : effect))

  const watch = (file: FileSystem.File, isWritten: boolean): FileSystem.File =>
    new Proxy(file, {
      get: (target, name) => {
        if (name === "sync") return failing(isWritten ? "sync" : "sync folder", target.sync)
        if (name !== "writeAll") return Reflect.get(target, name, target)
        return (bytes: Uint8Array) => {
          const half = target.writeAll(bytes.subarray(0, bytes.length / 2))
          const write = target.writeAll(bytes)
          return Effect.suspend(() =>
            faults.has("write") ? Effect.andThen(half, Effect.fail(noSpace("write"))) : write
          )
        }
      }
    })

  const layer = Layer.effect(
    FileSystem.FileSystem,
    FileSystem.FileSystem.use((fs) =>
      Effect.succeed({
        ...fs,
        open: (path, options) => {
          const isWritten = options?.flag !== undefined
          const opened = Effect.map(fs.open(path, options), (file) => watch(file, isWritten))
          return isWritten ? failing("open", opened) : opened
        },
        rename: (from, to) => failing("rename", fs.rename(from, to))
      })
    )
  ).pipe(Layer.provideMerge(NodeServices.layer))

  return { faults, layer }
}
