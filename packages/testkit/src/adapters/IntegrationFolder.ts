/** Reads an integration's folder: what `check` is pointed at. */
import { Effect, FileSystem, Path, type PlatformError, Result } from "effect"
import type { Integration, JsonFile, Language } from "../subject/Integration.ts"
import { memberOf } from "../subject/members.ts"
import { CannotBeChecked } from "./CannotBeChecked.ts"
import { languageOf, moduleFilesOf, moduleNames } from "./ModuleFiles.ts"
import { parseStrictJson } from "./StrictJson.ts"

/**
 * Reads the integration at a path: a folder with an `application_credentials` module (the TypeScript one where there
 * are two languages), or a module's file, or another file of such a folder.
 *
 * Fails with `CannotBeChecked` where there is no such path or module, and where a file cannot be read or is not JSON
 * as Home Assistant reads it.
 *
 * @category reading
 * @since 0.1.0
 */
export const readIntegration = Effect.fn("readIntegration")(function* (
  path: string
): Effect.fn.Return<Integration, CannotBeChecked, FileSystem.FileSystem | Path.Path> {
  const { join, resolve, dirname, basename } = yield* Path.Path
  const fileSystem = yield* FileSystem.FileSystem
  const info = yield* fileSystem.stat(resolve(path)).pipe(Effect.catch((error) => notThere(path, error)))
  const folderPath = info.type === "Directory" ? path : dirname(path)
  const directory = resolve(folderPath)
  const names = yield* readFolder(folderPath)
  const asked = info.type === "Directory" ? undefined : basename(path)
  const modules = moduleFilesOf(names)
  const moduleFile = modules.find((name) => name === asked) ?? modules[0]
  if (moduleFile === undefined) return yield* noModule(folderPath)

  const language = languageOf(moduleFile)
  const manifest = yield* readJson(folderPath, "manifest.json")
  const minimum = yield* readMinimum(folderPath)
  const folder = basename(directory)
  return {
    path: folderPath,
    directory,
    modulePath: join(directory, moduleFile),
    moduleFile,
    language,
    folder,
    domain: domainOf(manifest) ?? folder,
    kind: /(?:^|[\\/])homeassistant[\\/]components$/.test(dirname(directory)) ? "core" : "custom",
    ...(minimum === undefined ? {} : { minimumHomeAssistant: minimum }),
    manifest,
    strings: yield* readJson(folderPath, "strings.json"),
    translations: yield* readTranslations(folderPath),
    source: yield* readText(folderPath, moduleFile),
    siblings: yield* readSiblings(folderPath, moduleFile, language)
  }
})

const domainOf = (manifest: JsonFile | null): string | undefined => textIn(manifest, "domain")

/** A member of a JSON file that is a text, and not an empty one. */
const textIn = (file: JsonFile | null, name: string): string | undefined => {
  const member = memberOf(file?.content, name)
  return typeof member === "string" && member !== "" ? member : undefined
}

/** `hacs.json` lies at the repository's root: beside `custom_components`, or beside the manifest. */
const readMinimum = Effect.fnUntraced(function* (folderPath: string) {
  const { basename, dirname, join, resolve } = yield* Path.Path
  const above = dirname(resolve(folderPath))
  const places = [folderPath, ...(basename(above) === "custom_components" ? [join(folderPath, "../..")] : [])]
  for (const place of places) {
    const file = yield* readJson(place, "hacs.json", "HACS")
    if (file !== null) return textIn(file, "homeassistant")
  }
  return undefined
})

const readTranslations = Effect.fnUntraced(function* (folderPath: string) {
  const { join } = yield* Path.Path
  const fileSystem = yield* FileSystem.FileSystem
  const translations: { [language: string]: JsonFile } = {}
  const isThere = yield* fileSystem
    .exists(join(folderPath, "translations"))
    .pipe(Effect.orElseSucceed(() => false))
  const names = isThere ? yield* readFolder(join(folderPath, "translations")) : []
  for (const name of names.filter((name) => name.endsWith(".json") && !name.startsWith("."))) {
    const file = yield* readJson(folderPath, `translations/${name}`)
    if (file !== null) translations[name.slice(0, -".json".length)] = file
  }
  return translations
})

const readSiblings = Effect.fnUntraced(function* (
  folderPath: string,
  moduleFile: string,
  language: Language
) {
  const { join } = yield* Path.Path
  const fileSystem = yield* FileSystem.FileSystem
  const siblings: { [path: string]: string } = {}
  const visit = (inside: string): Effect.Effect<void, CannotBeChecked, FileSystem.FileSystem | Path.Path> =>
    Effect.gen(function* () {
      for (const name of yield* readFolder(join(folderPath, inside))) {
        if (isSkipped(name)) continue
        const path = inside === "" ? name : `${inside}/${name}`
        const entries = yield* fileSystem.readLink(join(folderPath, path)).pipe(Effect.option)
        // A link may lead around in a circle, and out of the integration.
        if (entries._tag === "Some") continue
        const info = yield* fileSystem
          .stat(join(folderPath, path))
          .pipe(Effect.catch((error) => unreadable(path, error)))
        if (info.type === "Directory") yield* visit(path)
        else if (path !== moduleFile && languageOf(name) === language && isSource(name)) {
          siblings[path] = yield* readText(folderPath, path)
        }
      }
    })
  yield* visit("")
  return siblings
})

const isSource = (name: string): boolean => /\.(?:py|[mc]?[jt]s)$/.test(name) && !/\.d\.[mc]?ts$/.test(name)

/** Tells folders and files that are no part of an integration: hidden ones, caches and installed packages. */
export const isSkipped = (name: string): boolean =>
  name.startsWith(".") || name === "node_modules" || name === "__pycache__"

/** Lists a folder, sorted by code unit so that it is the same everywhere. */
export const readFolder = Effect.fnUntraced(function* (path: string) {
  const { resolve } = yield* Path.Path
  const fileSystem = yield* FileSystem.FileSystem
  const names = yield* fileSystem
    .readDirectory(resolve(path))
    .pipe(Effect.catch((error) => unreadable(path, error)))
  return names.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))
})

const largestFileBytes = 16 * 2 ** 20

/** Reads a file of the integration. What a link out of its folder leads to is none, nor is a device. */
const readBytes = Effect.fnUntraced(function* (folderPath: string, name: string) {
  const { join, resolve, sep } = yield* Path.Path
  const fileSystem = yield* FileSystem.FileSystem
  const path = join(folderPath, name)
  const refuse = (why: string) =>
    new CannotBeChecked({ path, reason: "unreadable", message: `${path} is not read: ${why}.` })
  const read = Effect.gen(function* () {
    const [folder, real] = yield* Effect.all([
      fileSystem.realPath(resolve(folderPath)),
      fileSystem.realPath(resolve(path))
    ])
    if (!real.startsWith(`${folder}${sep}`))
      return yield* refuse("it is a link that leads out of the integration's folder. Put the file there")
    const info = yield* fileSystem.stat(real)
    if (info.type !== "File") return yield* refuse("it is no file")
    if (info.size > largestFileBytes) return yield* refuse("it is larger than 16 MiB")
    return yield* fileSystem.readFile(real)
  })
  return yield* read.pipe(Effect.catchTag("PlatformError", (error) => unreadable(path, error)))
})

const readText = (folderPath: string, name: string) =>
  Effect.map(readBytes(folderPath, name), (bytes) => new TextDecoder().decode(bytes))

const readJson = Effect.fnUntraced(function* (folderPath: string, name: string, reader = "Home Assistant") {
  const { join, resolve } = yield* Path.Path
  const fileSystem = yield* FileSystem.FileSystem
  const path = join(folderPath, name)
  if (!(yield* fileSystem.exists(resolve(path)).pipe(Effect.orElseSucceed(() => true)))) return null
  const bytes = yield* readBytes(folderPath, name)
  const parsed = parseStrictJson(bytes)
  if (Result.isSuccess(parsed)) {
    return { path: name, content: parsed.success, text: new TextDecoder().decode(bytes) }
  }
  const { line, column, reason } = parsed.failure
  return yield* new CannotBeChecked({
    path,
    reason: "brokenJson",
    line,
    column,
    message: `${path}:${line}:${column}: ${reason}. ${reader} reads strict JSON and would refuse this file.`
  })
})

const noModule = (path: string) =>
  new CannotBeChecked({
    path,
    reason: "noModule",
    message: `${path} has no application_credentials module. Give a folder that has one of ${moduleNames.join(", ")}.`
  })

/** Tells why nothing can be read at a path that the user gave. */
export const notThere = (path: string, error: PlatformError.PlatformError) =>
  error.reason._tag === "NotFound"
    ? new CannotBeChecked({ path, reason: "noSuchPath", message: `There is no file or folder ${path}.` })
    : unreadable(path, error)

const unreadable = (path: string, error: PlatformError.PlatformError) =>
  new CannotBeChecked({
    path,
    reason: "unreadable",
    message: `${path} cannot be read: ${whyUnreadable(error)}.`
  })

const whyUnreadable = ({ reason }: PlatformError.PlatformError): string =>
  reason._tag === "PermissionDenied"
    ? "permission denied. Allow this user to read it"
    : reason._tag === "NotFound"
      ? "it is not there. A link may point nowhere"
      : reason._tag
