/** Finds what is to be checked. */
import { basename, dirname, relative } from "node:path"
import { Effect, type FileSystem, type Path } from "effect"
import type { CannotBeChecked } from "../adapters/readIntegration.ts"
import { findModules, readIntegration } from "../adapters/readIntegration.ts"
import type { Target } from "../runner/run.ts"
import { CannotCheck } from "./errors.ts"

/**
 * The integrations at and below the paths. A path where there is nothing to check is an error; an integration whose
 * files cannot be read is a target that says so, and does not keep the others from being checked.
 */
export const findTargets = Effect.fnUntraced(function* (
  paths: ReadonlyArray<string>
): Effect.fn.Return<ReadonlyArray<Target>, CannotCheck, FileSystem.FileSystem | Path.Path> {
  const modules = yield* Effect.forEach(paths, findModules).pipe(
    Effect.mapError(({ message }) => new CannotCheck({ message }))
  )
  return yield* Effect.forEach([...new Set(modules.flat())], readTarget)
})

const readTarget = (modulePath: string) =>
  readIntegration(modulePath).pipe(
    Effect.match({
      onSuccess: (integration): Target => ({ _tag: "Readable", integration }),
      onFailure: (problem): Target => unreadable(modulePath, problem)
    })
  )

const unreadable = (modulePath: string, problem: CannotBeChecked): Target => {
  const folder = dirname(modulePath)
  const file = relative(folder, problem.path)
  const isInside = file !== "" && !file.startsWith("..")
  return {
    _tag: "Unreadable",
    subject: {
      path: folder,
      domain: basename(folder),
      language: modulePath.endsWith(".py") ? "python" : "typescript",
      homeAssistant: []
    },
    problem: problem.message,
    place: {
      file: isInside ? file : basename(modulePath),
      line: (isInside && problem.line) || 1,
      ...(isInside && problem.column !== undefined ? { column: problem.column } : {}),
      code: null
    }
  }
}
