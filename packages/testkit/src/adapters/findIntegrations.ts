/** Finds the integrations in a tree, such as `custom_components`. */
import { Effect, FileSystem, Path } from "effect"
import type { Integration } from "../subject/Integration.ts"
import { CannotBeChecked } from "./CannotBeChecked.ts"
import { moduleFilesOf, moduleNames } from "./ModuleFiles.ts"
import { isSkipped, notThere, readFolder, readIntegration } from "./IntegrationFolder.ts"

/**
 * Finds the paths of all `application_credentials` modules at and below a path, sorted. Each is one to give to
 * `readIntegration`. Skips hidden folders, `node_modules` and `__pycache__`; a file's path gives its folder's module.
 *
 * Fails with `CannotBeChecked` where there is no such path, no module in it, or a folder that cannot be read.
 *
 * @category reading
 * @since 0.1.0
 */
export const findModules = Effect.fn("findModules")(function* (
  path: string
): Effect.fn.Return<ReadonlyArray<string>, CannotBeChecked, FileSystem.FileSystem | Path.Path> {
  const { basename, dirname, join, resolve } = yield* Path.Path
  const fileSystem = yield* FileSystem.FileSystem
  const info = yield* fileSystem.stat(resolve(path)).pipe(Effect.catch((error) => notThere(path, error)))
  if (info.type !== "Directory") {
    const modules = moduleFilesOf(yield* readFolder(dirname(path)))
    if (modules.length === 0) return yield* nothingIn(path)
    return modules.includes(basename(path)) ? [path] : modules.map((name) => join(dirname(path), name))
  }
  const found: Array<string> = []
  const seen = new Set<string>()
  const visit = (folder: string): Effect.Effect<void, CannotBeChecked, FileSystem.FileSystem | Path.Path> =>
    Effect.gen(function* () {
      const real = yield* fileSystem
        .realPath(resolve(folder))
        .pipe(Effect.orElseSucceed(() => resolve(folder)))
      if (seen.has(real)) return
      seen.add(real)
      const names = yield* readFolder(folder)
      found.push(...moduleFilesOf(names).map((name) => join(folder, name)))
      for (const name of names.filter((name) => !isSkipped(name))) {
        const inside = yield* fileSystem.stat(resolve(join(folder, name))).pipe(Effect.option)
        if (inside._tag === "Some" && inside.value.type === "Directory") yield* visit(join(folder, name))
      }
    })
  yield* visit(path)
  return found.length === 0 ? yield* nothingIn(path) : found
})

/**
 * Reads all integrations at and below a path, in the order of `findModules`. A folder with a module in each language
 * gives two. The first that cannot be read fails the whole.
 */
export const findIntegrations = Effect.fn("findIntegrations")(function* (
  path: string
): Effect.fn.Return<ReadonlyArray<Integration>, CannotBeChecked, FileSystem.FileSystem | Path.Path> {
  return yield* Effect.forEach(yield* findModules(path), (modulePath) => readIntegration(modulePath))
})

const nothingIn = (path: string) =>
  new CannotBeChecked({
    path,
    reason: "noModule",
    message: `There is no application_credentials module in ${path} or below. It is one of ${moduleNames.join(", ")}.`
  })
