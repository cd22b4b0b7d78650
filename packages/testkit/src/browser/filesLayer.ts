/** The files of an integration that are at hand as text, as a file system to read. */
import { ByteSize, Effect, FileSystem, Layer, Option, Path, PlatformError } from "effect"

/**
 * Layer that provides files by their absolute paths, and the folders that they lie in. Nothing can be written.
 */
export const layerFiles = (
  files: Readonly<Record<string, string>>
): Layer.Layer<FileSystem.FileSystem | Path.Path> => {
  const bytes = new Map(
    Object.entries(files).map(([path, text]) => [path, new TextEncoder().encode(text)] as const)
  )
  const folders = new Set([...bytes.keys()].flatMap(foldersOf))
  const found = (path: string): Effect.Effect<string, PlatformError.PlatformError> =>
    bytes.has(path) || folders.has(path) ? Effect.succeed(path) : Effect.fail(notThere(path))
  const fileSystem = FileSystem.layerNoop({
    exists: (path) => Effect.succeed(bytes.has(path) || folders.has(path)),
    realPath: found,
    readFile: (path) => Effect.mapError(Effect.fromNullishOr(bytes.get(path)), () => notThere(path)),
    stat: (path) => Effect.map(found(path), () => infoOf(bytes.get(path)?.length)),
    readDirectory: (path) =>
      Effect.map(found(path), () => [
        ...new Set(
          [...bytes.keys(), ...folders]
            .filter((inside) => inside.startsWith(`${path}/`))
            .map((inside) => inside.slice(path.length + 1).split("/")[0] ?? inside)
        )
      ])
  })
  return Layer.merge(fileSystem, Path.layer)
}

const foldersOf = (path: string): ReadonlyArray<string> => {
  const parts = path.split("/")
  return parts.slice(2).map((_, index) => parts.slice(0, index + 2).join("/"))
}

const infoOf = (size: number | undefined): FileSystem.File.Info => ({
  type: size === undefined ? "Directory" : "File",
  size: ByteSize.bytes(size ?? 0),
  mtime: Option.none(),
  atime: Option.none(),
  birthtime: Option.none(),
  dev: 0n,
  ino: Option.none(),
  mode: 0o444,
  nlink: Option.none(),
  uid: Option.none(),
  gid: Option.none(),
  rdev: Option.none(),
  blksize: Option.none(),
  blocks: Option.none()
})

const notThere = (path: string): PlatformError.PlatformError =>
  PlatformError.systemError({
    _tag: "NotFound",
    module: "FileSystem",
    method: "read",
    pathOrDescriptor: path
  })
