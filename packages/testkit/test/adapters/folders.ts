/** Temporary folders for integrations given as text. */
import { NodeServices } from "@effect/platform-node"
import { Effect, FileSystem, Path } from "effect"

/** Writes files, by path, below a temporary folder, and gives the folder. */
export const writeTree = Effect.fnUntraced(function* (files: Readonly<Record<string, string | Uint8Array>>) {
  const fileSystem = yield* FileSystem.FileSystem
  const { dirname, join } = yield* Path.Path
  const root = yield* fileSystem.realPath(yield* fileSystem.makeTempDirectoryScoped())
  for (const [name, content] of Object.entries(files)) {
    yield* fileSystem.makeDirectory(dirname(join(root, name)), { recursive: true })
    yield* typeof content === "string"
      ? fileSystem.writeFileString(join(root, name), content)
      : fileSystem.writeFile(join(root, name), content)
  }
  return root
})

/** The file system and the paths of this machine. */
export const platform = NodeServices.layer
