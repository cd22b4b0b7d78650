/** Files that the flags name. */
import { Effect, FileSystem, type PlatformError } from "effect"
import { CannotStart } from "./CannotStart.ts"

/** Reads a text file. Fails with what is wrong with it. */
export const readTextFile: (
  path: string,
  flag: string
) => Effect.Effect<string, CannotStart, FileSystem.FileSystem> = Effect.fnUntraced(function* (path, flag) {
  const fs = yield* FileSystem.FileSystem
  return yield* fs.readFileString(path).pipe(Effect.mapError((error) => unusable(path, flag, "read", error)))
})

/** Writes a text file. Fails with what is wrong with it. */
export const writeTextFile: (
  path: string,
  flag: string,
  text: string
) => Effect.Effect<void, CannotStart, FileSystem.FileSystem> = Effect.fnUntraced(
  function* (path, flag, text) {
    const fs = yield* FileSystem.FileSystem
    return yield* fs
      .writeFileString(path, text)
      .pipe(Effect.mapError((error) => unusable(path, flag, "written", error)))
  }
)

const reasons: Readonly<Record<string, string>> = {
  NotFound: "there is no such file or folder",
  PermissionDenied: "this user may not",
  BadResource: "it is no file"
}

const unusable = (
  path: string,
  flag: string,
  done: string,
  error: PlatformError.PlatformError
): CannotStart =>
  new CannotStart({
    message: `--${flag} ${path} cannot be ${done}: ${reasons[error.reason._tag] ?? error.message}.`
  })
