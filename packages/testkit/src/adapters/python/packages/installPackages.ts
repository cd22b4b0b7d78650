/** Brings the packages that a manifest requires from an index: downloads and unpacks, and runs nothing of them. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync
} from "node:fs"
import { homedir } from "node:os"
import { dirname, join } from "node:path"
import { explain, rcompare, satisfies, valid, validRange } from "@renovatebot/pep440"
import { Effect } from "effect"
import { brings } from "./findPackages.ts"
import type { IndexFile, PackageIndex } from "./PackageIndex.ts"
import { isRequired, parseRequirement, pythonMinor, type Requirement } from "./requirements.ts"
import { NotHad, pureVersionOf, unpackWheel } from "./wheels.ts"

/** How many packages are brought at most, and how many are kept for later. */
const most = { packages: 100, kept: 300 }

/**
 * What was brought.
 */
export interface Installed {
  /** The folders of the packages, one each. */
  readonly folders: ReadonlyArray<string>
  /** Why others are not there, by their names. */
  readonly absent: { readonly [name: string]: string }
}

/** The folder in the user's home that packages are kept in. */
export const packageCache = (): string => join(homedir(), ".cache", "application-credentials", "packages")

/**
 * Brings what is required, and all that it requires in turn: of each the newest version that will do and is Python's own code. The
 * first that asks for a package says which version. Never fails: what cannot be had is named, with the reason.
 */
export const installPackages = Effect.fnUntraced(function* (
  requirements: ReadonlyArray<string>,
  { cache, index }: { readonly index: PackageIndex; readonly cache: string }
): Effect.fn.Return<Installed> {
  const absent = new Map<string, string>()
  const brought = new Map<string, Wheel>()
  const asked = new Set<string>()
  const pending = requirements.map((text) => ({
    text,
    extras: [] as ReadonlyArray<string>,
    by: "the manifest"
  }))
  for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
    const requirement = parseRequirement(next.text)
    if (requirement === null) {
      absent.set(next.text, `${next.by} requires it in a way that cannot be read`)
      continue
    }
    const { extras, name, specifier } = requirement
    const question = `${name}[${extras.join(",")}]${specifier}`
    if (!isRequired(requirement, next.extras) || brings(name) || asked.has(question) || absent.has(name))
      continue
    asked.add(question)
    const known = brought.get(name)
    if (known === undefined && brought.size >= most.packages) {
      absent.set(name, `there are more than ${most.packages} packages`)
      continue
    }
    const found = known === undefined ? yield* Effect.result(bring(requirement, index, cache)) : undefined
    if (found?._tag === "Failure") {
      absent.set(name, found.failure.message)
      continue
    }
    const wheel = known ?? found?.success
    if (wheel === undefined) continue
    brought.set(name, wheel)
    if (
      known !== undefined &&
      specifier !== "" &&
      !satisfies(known.version, specifier, { prereleases: true })
    )
      absent.set(
        `${name}${specifier}`,
        `${next.by} requires it, and ${name} ${known.version} is there for another`
      )
    pending.push(...requiredBy(wheel).map((text) => ({ text, extras, by: `${name} ${wheel.version}` })))
  }
  return { folders: [...brought.values()].map(({ folder }) => folder), absent: Object.fromEntries(absent) }
})

/** A wheel that is unpacked. */
interface Wheel {
  readonly version: string
  readonly folder: string
}

const bring = Effect.fnUntraced(function* (
  requirement: Requirement,
  index: PackageIndex,
  cache: string
): Effect.fn.Return<Wheel, NotHad> {
  if (requirement.url !== null)
    return yield* new NotHad({ message: "it is required from an address, not from an index" })
  const { file, version } = yield* choose(requirement, yield* index.filesOf(requirement.name))
  const folder = join(cache, file.sha256)
  if (existsSync(folder)) yield* Effect.sync(() => utimesSync(folder, new Date(), new Date()))
  else yield* keep(yield* unpackWheel(yield* index.download(file)), folder)
  return { version, folder }
})

/** The newest version that will do: one that is finished, if there is any. */
const choose = Effect.fnUntraced(function* (
  { name, specifier }: Requirement,
  files: ReadonlyArray<IndexFile>
): Effect.fn.Return<
  { readonly file: IndexFile & { readonly sha256: string }; readonly version: string },
  NotHad
> {
  if (specifier !== "" && !validRange(specifier))
    return yield* new NotHad({ message: `${specifier} is no range of versions` })
  const isPinned = /^===?[^,*]+$/.test(specifier)
  const wanted = files.filter(({ isYanked }) => !isYanked || isPinned)
  const wheels = wanted.flatMap((file) => {
    const version = pureVersionOf(file.fileName)
    return version === null || valid(version) === null || !fitsPython(file) ? [] : [{ file, version }]
  })
  const fitting = (prereleases: boolean) =>
    wheels
      .filter(({ version }) => specifier === "" || satisfies(version, specifier, { prereleases }))
      .filter(({ version }) => prereleases || isPinned || explain(version)?.is_prerelease === false)
      .toSorted((a, b) => rcompare(a.version, b.version))
  const [best] = [...fitting(false), ...fitting(true)]
  if (best === undefined) {
    const what = `${name}${specifier}`
    return yield* new NotHad({
      message: files.some(({ fileName }) => isOfRange(fileName, specifier))
        ? `the index has no wheel of ${what} that is Python's own code alone`
        : `the index has no ${what} for Python 3.${pythonMinor}`
    })
  }
  const { sha256 } = best.file
  return sha256 === null || !/^[0-9a-f]{64}$/.test(sha256)
    ? yield* new NotHad({ message: `the index gives no sha256 of ${best.file.fileName}` })
    : { file: { ...best.file, sha256 }, version: best.version }
})

const fitsPython = ({ requiresPython }: IndexFile): boolean =>
  requiresPython === null ||
  !validRange(requiresPython) ||
  satisfies(`3.${pythonMinor}.0`, requiresPython, { prereleases: true })

/** Whether a file that is no wheel of Python's own code is one of a version that would do. */
const isOfRange = (fileName: string, specifier: string): boolean => {
  const [, version = ""] =
    /^[^-]+(?:-[^-\d][^-]*)*-(\d[^-]*?)(?:-.*\.whl|\.tar\.gz|\.zip)$/.exec(fileName) ?? []
  return valid(version) !== null && (specifier === "" || satisfies(version, specifier, { prereleases: true }))
}

const requiredBy = ({ folder }: Wheel): ReadonlyArray<string> => {
  const about = readdirSync(folder).find((name) => name.endsWith(".dist-info"))
  const path = join(folder, about ?? "", "METADATA")
  if (about === undefined || !existsSync(path)) return []
  const [head = ""] = readFileSync(path, "utf8").replaceAll("\r\n", "\n").split("\n\n")
  return [...head.matchAll(/^Requires-Dist: *(.+)$/gim)].flatMap(([, text]) => text ?? [])
}

/** Writes files into a folder that is there whole or not at all, and lets go of what was not used for longest. */
const keep = (files: ReadonlyMap<string, Uint8Array>, folder: string): Effect.Effect<void, NotHad> =>
  Effect.try({
    try: () => {
      const cache = dirname(folder)
      mkdirSync(cache, { recursive: true, mode: 0o700 })
      const unfinished = mkdtempSync(join(cache, ".unfinished-"))
      for (const [path, bytes] of files) {
        mkdirSync(dirname(join(unfinished, path)), { recursive: true })
        writeFileSync(join(unfinished, path), bytes, { flag: "wx" })
      }
      if (existsSync(folder)) rmSync(unfinished, { recursive: true })
      else renameSync(unfinished, folder)
      for (const name of unused(cache)) rmSync(join(cache, name), { recursive: true, force: true })
    },
    catch: (error) =>
      new NotHad({
        message: `it cannot be kept in ${folder}: ${error instanceof Error ? error.message : error}`
      })
  })

const unused = (cache: string): ReadonlyArray<string> =>
  readdirSync(cache)
    .map((name) => ({ name, used: statSync(join(cache, name)).mtimeMs }))
    .toSorted((a, b) => b.used - a.used)
    .slice(most.kept)
    .map(({ name }) => name)
