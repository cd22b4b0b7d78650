/** A copy of an integration that only its own process reads, and what else that process needs to read. */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync
} from "node:fs"
import { tmpdir } from "node:os"
import { basename, dirname, join, resolve, sep } from "node:path"
import { Effect, type Scope } from "effect"
import { limits } from "./limits.ts"
import { importedPackages, isWithin, packageFolders } from "./packages.ts"

/**
 * A copy of an integration.
 */
export interface PrivateFolder {
  readonly folder: string
  /** The module's file in the copy. */
  readonly modulePath: string
  /** What the module's process may read: the copy, and the packages that the integration imports. */
  readonly readable: ReadonlyArray<string>
  /** All but the module's own code that its process looks at before it loads it, as a text. */
  readonly surroundings: string
}

/**
 * Copies an integration into a folder that is there until the scope ends. Links are followed within the integration; one
 * that leads out of it is left out, as are caches and very large data. The packages that its sources name come as links.
 */
export const makePrivateFolder = (modulePath: string): Effect.Effect<PrivateFolder, never, Scope.Scope> =>
  Effect.acquireRelease(
    Effect.sync(() =>
      copyInto(realpathSync(mkdtempSync(join(tmpdir(), "application-credentials-"))), modulePath)
    ),
    ({ folder }) => Effect.sync(() => rmSync(folder, { recursive: true, force: true }))
  )

/** Copies an integration as it is by now, in the place of the copy that was made of it. */
export const copyAgain = ({ folder }: PrivateFolder, modulePath: string): PrivateFolder => {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, force: true })
  return copyInto(folder, modulePath)
}

const copyInto = (folder: string, modulePath: string): PrivateFolder => {
  const from = realpathSync(dirname(modulePath))
  // The names of the folders above tell whether it is one of Home Assistant's own.
  const above = dirname(resolve(modulePath)).split(sep).slice(-3)
  const to = join(folder, ...above)
  const sources = copyFolder(from, to)
  const { folders, links } = packageFolders(importedPackages(sources), from)
  for (const [name, target] of links) {
    mkdirSync(dirname(join(folder, "node_modules", name)), { recursive: true })
    symlinkSync(target, join(folder, "node_modules", name), "junction")
  }
  const type = packageTypeAbove(from)
  if (type !== null) writeFileSync(join(folder, manifest), JSON.stringify({ type }))
  const surroundings = JSON.stringify([type, [...links], folders.map(versionOf), manifestsIn(to)])
  return { folder, modulePath: join(to, basename(modulePath)), readable: [folder, ...folders], surroundings }
}

const isSource = (name: string): boolean => /\.(?:py|[mc]?[jt]s)$/.test(name)
const leftOut = new Set(["__pycache__", "node_modules", ".git", ".venv"])

/** Copies a folder, its own files before those of its folders, and gives the text of its sources. */
const copyFolder = (root: string, to: string): ReadonlyArray<string> => {
  const sources: Array<string> = []
  let files = 0
  let bytes = 0
  const copyFile = (from: string, target: string) => {
    const { size } = statSync(from)
    if (files >= limits.files || bytes + size > limits.folderBytes) return
    if (!isSource(from) && size > limits.fileBytes) return
    files += 1
    bytes += size
    copyFileSync(from, target)
    if (isSource(from)) sources.push(readFileSync(from, "utf8"))
  }
  const visit = (folder: string, target: string, within: ReadonlyArray<string>) => {
    mkdirSync(target, { recursive: true })
    const entries = readdirSync(folder)
      .filter((name) => !leftOut.has(name))
      .toSorted((a, b) => (a < b ? -1 : 1))
      .map((name) => ({ name, real: realPathWithin(root, join(folder, name)) }))
    for (const { name, real } of entries) {
      if (real !== null && statSync(real).isFile()) copyFile(real, join(target, name))
    }
    for (const { name, real } of entries) {
      const isOpen = real !== null && files < limits.files && !within.includes(real)
      if (isOpen && statSync(real).isDirectory()) visit(real, join(target, name), [...within, real])
    }
  }
  visit(root, to, [root])
  return sources
}

/** Where a path really is; null where that is nowhere, or out of the folder. */
const realPathWithin = (root: string, path: string): string | null => {
  try {
    const real = realpathSync(path)
    return isWithin(root, real) ? real : null
  } catch {
    return null
  }
}

/** A package as it is installed now: an update writes its manifest anew. */
const versionOf = (folder: string) => [folder, statSync(join(folder, manifest)).mtimeMs]

/** The manifests of an integration's own: Node asks them how to read a file, and remembers what they say. */
const manifestsIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => basename(name) === manifest)
    .map((name) => [name, readFileSync(join(folder, name), "utf8")])

const manifest = "package.json"

/** How Node reads JavaScript there, where a folder above says so. */
const packageTypeAbove = (from: string): string | null => {
  for (let folder = dirname(from); folder !== dirname(folder); folder = dirname(folder)) {
    const path = join(folder, manifest)
    if (!existsSync(path)) continue
    try {
      const { type } = JSON.parse(readFileSync(path, "utf8"))
      return type === "module" || type === "commonjs" ? type : null
    } catch {
      return null
    }
  }
  return null
}
