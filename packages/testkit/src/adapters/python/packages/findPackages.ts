/** Finds installed packages by what is imported of them, and all that these import. */
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs"
import { join, resolve } from "node:path"
import { Effect, Schema } from "effect"
import type { PackageFolder, PythonPackage, PythonPackages } from "../../../subject/PythonPackages.ts"
import { isWithin } from "../../jail/packages.ts"
import { pythonFolder } from "../files.ts"
import { type Distribution, makeDistributionOf } from "./distributions.ts"
import { sitePackagesOf } from "./environments.ts"
import { importsOf } from "./imports.ts"

/**
 * Says that a folder of packages that was asked for cannot be used, and why.
 *
 * @category errors
 * @since 0.1.0
 */
export class PackagesUnavailable extends Schema.TaggedError<PackagesUnavailable>()("PackagesUnavailable", {
  message: Schema.String
}) {}

/** What is taken of folders at most. */
const most = {
  packages: 200,
  files: 6000,
  bytes: 64 * 2 ** 20,
  /** Of one file that is a source, and of one that is not. */
  sourceBytes: 4 * 2 ** 20,
  dataBytes: 2 ** 20
}

/**
 * Reads a folder that packages are installed in, as a user names it: itself, or that of a virtual environment. Fails with
 * `PackagesUnavailable` where it is not there.
 */
export const readFolder = (path: string): Effect.Effect<PackageFolder, PackagesUnavailable> => {
  const found = sitePackagesOf(path) ?? path
  return statSync(resolve(found), { throwIfNoEntry: false })?.isDirectory()
    ? Effect.succeed<PackageFolder>({ path: found, origin: "given" })
    : Effect.fail(
        new PackagesUnavailable({
          message: `There is no folder ${path} to take packages from. Give one that packages are installed in, such as .venv/lib/python3.14/site-packages.`
        })
      )
}

/** A folder that is searched. */
interface Place {
  readonly folder: PackageFolder
  readonly root: string
  readonly distributionOf: (path: string) => Distribution | undefined
}

/**
 * Finds what is imported by dotted names in folders of installed packages, the first of which wins, and all that this imports.
 * Reads no more than it needs, and nothing that a link leads to out of its folder.
 */
export const findPackages = (
  names: Iterable<string>,
  roots: ReadonlyArray<{ readonly folder: PackageFolder; readonly root: string }>
): PythonPackages => {
  const places = roots.map(({ folder, root }) => ({ folder, ...placeAt(resolve(root)) }))
  const folders = [...new Map(roots.map(({ folder }) => [folder.path, folder])).values()]
  const packages: Array<PythonPackage> = []
  const absent: { [name: string]: string } = {}
  const files = new Map<string, string>()
  const seen = new Set<string>()
  const pending = [...names]
  let bytes = 0
  for (let name = pending.shift(); name !== undefined; name = pending.shift()) {
    const found = locate(name, places)
    if (found === undefined || seen.has(found.module)) continue
    seen.add(found.module)
    const taken = found.problem === undefined ? filesOf(found) : { problem: found.problem }
    if ("problem" in taken) {
      absent[found.module] = taken.problem
      continue
    }
    bytes += taken.bytes
    if (
      packages.length >= most.packages ||
      files.size + taken.files.size > most.files ||
      bytes > most.bytes
    ) {
      absent[found.module] =
        `there is more than ${most.packages} packages, ${most.files} files or ${most.bytes / 2 ** 20} MiB`
      break
    }
    const { folder, path, place } = found
    const distribution = place.distributionOf(path)
    for (const [to, from] of [...taken.files, ...aboutFiles(place, distribution)]) files.set(to, from)
    packages.push({
      name: distribution?.name ?? found.module,
      version: distribution?.version ?? null,
      module: found.module,
      folder,
      isCompiled: taken.isCompiled
    })
    pending.push(...taken.imports)
  }
  return {
    folders,
    packages: packages.toSorted((a, b) => (a.module < b.module ? -1 : 1)),
    absent,
    files: [...files].map(([to, from]) => ({ from, to }))
  }
}

/** What is read of a folder is kept: many integrations of a run look into the same ones. */
const known = new Map<string, Omit<Place, "folder">>()

const placeAt = (path: string): Omit<Place, "folder"> => {
  const root = realpathSync(path)
  // Whatever is installed or removed changes the folder.
  const state = `${root} ${statSync(root).mtimeMs}`
  const found = known.get(state) ?? { root, distributionOf: makeDistributionOf(root) }
  known.set(state, found)
  return found
}

/** A module or package of a folder, by its path there. */
interface Found {
  readonly module: string
  readonly path: string
  readonly place: Place
  readonly folder: PackageFolder
  readonly problem?: string
}

/** Where a dotted name is found: its first part, or more of it where several packages share a part. */
const locate = (name: string, places: ReadonlyArray<Place>): Found | undefined => {
  const parts = name.split(".")
  if (isHosts(parts)) return undefined
  for (const place of places) {
    for (let length = 1; length <= parts.length; length++) {
      const path = parts.slice(0, length).join("/")
      const about = { module: parts.slice(0, length).join("."), place, folder: place.folder }
      // Home Assistant's own packages are the host's, whatever else lies there: only an integration is taken of them.
      if (parts[0] === "homeassistant" && length < 3) continue
      if (existsSync(join(place.root, path, "__init__.py"))) return { ...about, path }
      if (existsSync(join(place.root, `${path}.py`))) return { ...about, path: `${path}.py` }
      if (isCompiledModule(place.root, path)) return { ...about, path, problem: compiled }
      if (!existsSync(join(place.root, path))) break
    }
  }
  return undefined
}

const compiled = "it is compiled for this machine, and only Python's own code runs here"
const isBinary = (name: string): boolean => /\.(?:so|pyd|dylib|dll)$/.test(name)

const isCompiledModule = (root: string, path: string): boolean => {
  const folder = join(root, path, "..")
  const name = path.split("/").at(-1) ?? path
  return (
    existsSync(folder) && readdirSync(folder).some((file) => file.startsWith(`${name}.`) && isBinary(file))
  )
}

let hosts: ReadonlySet<string> | undefined

/** Distributions whose modules have another name, of those that the host has. */
const otherNames = new Set(["pyjwt", "pyyaml", "python-slugify"])

/** Whether the host has what a distribution brings. */
export const brings = (distribution: string): boolean =>
  otherNames.has(distribution) || isHosts([distribution.replaceAll("-", "_")])

/** What the host has less of than the package: that one is taken where it is there. */
const poorer = new Set(["yaml"])

/** Whether the host has it itself: its HTTP client is what answers a module's requests, and what compiled packages do. */
const isHosts = ([first = "", second, third = ""]: ReadonlyArray<string>): boolean => {
  if (first !== "homeassistant") {
    hosts ??= new Set(readdirSync(pythonFolder()))
    return hosts.has(first) && !poorer.has(first)
  }
  return second !== "components" || existsSync(join(pythonFolder(), first, second, third))
}

interface Taken {
  readonly files: ReadonlyMap<string, string>
  readonly imports: ReadonlySet<string>
  readonly bytes: number
  readonly isCompiled: boolean
}

/** The files of a package, or why it has none to take. */
const filesOf = ({ path, place: { root } }: Found): Taken | { readonly problem: string } => {
  const files = new Map<string, string>()
  const imports = new Set<string>()
  let [bytes, isCompiled] = [0, false]
  const visit = (inside: string, above: ReadonlyArray<string>): string | null => {
    const real = realOf(root, join(root, inside))
    if (real === null) return `${inside} is a link that leads out of its folder. Install a copy of it`
    const info = statSync(real)
    if (info.isDirectory()) {
      if (above.includes(real)) return null
      const names = readdirSync(real).filter((name) => !leftOut.has(name) && !name.endsWith(".pyc"))
      for (const name of names.toSorted()) {
        const problem = visit(`${inside}/${name}`, [...above, real])
        if (problem !== null) return problem
      }
      return null
    }
    if (isBinary(inside)) {
      isCompiled = true
      return null
    }
    const isSource = inside.endsWith(".py")
    if (!info.isFile() || info.size > (isSource ? most.sourceBytes : most.dataBytes)) return null
    bytes += info.size
    files.set(inside, real)
    if (files.size > most.files || bytes > most.bytes)
      return `it has more than ${most.files} files or ${most.bytes / 2 ** 20} MiB`
    if (isSource) {
      for (const name of importsOf(readFileSync(real, "utf8"))) if (!name.startsWith(".")) imports.add(name)
    }
    return null
  }
  const problem = visit(path, [])
  return problem === null ? { files, imports, bytes, isCompiled } : { problem }
}

const leftOut = new Set(["__pycache__", "tests", ".git"])

/** Where a path really is; null where that is nowhere, or out of the folder. */
const realOf = (root: string, path: string): string | null => {
  try {
    const real = realpathSync(path)
    return isWithin(root, real) ? real : null
  } catch {
    return null
  }
}

/** What a distribution says of itself, which packages ask for at run time. */
const aboutFiles = (
  { root }: Place,
  distribution: Distribution | undefined
): ReadonlyArray<readonly [to: string, from: string]> =>
  distribution === undefined
    ? []
    : ["METADATA", "PKG-INFO", "entry_points.txt"].flatMap((name) => {
        const to = `${distribution.about}/${name}`
        const from = existsSync(join(root, to)) ? realOf(root, join(root, to)) : null
        return from === null || statSync(from).size > most.dataBytes ? [] : [[to, from] as const]
      })
