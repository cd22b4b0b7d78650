/** The packages that a process may read: those that are named, and what they depend on. */
import { existsSync, readdirSync, readFileSync, realpathSync } from "node:fs"
import { isBuiltin } from "node:module"
import { dirname, join, resolve, sep } from "node:path"
import { Predicate } from "effect"

/**
 * Packages on this machine.
 */
export interface PackageFolders {
  /** Where those that were asked for are, by name. */
  readonly links: ReadonlyMap<string, string>
  /** Every folder to be read, those of dependencies included. */
  readonly folders: ReadonlyArray<string>
}

/**
 * Finds packages from a folder on, and all that they depend on, as Node finds them. A package that is a link counts if it
 * has the name that it is linked by and lies within the folder of the outermost `node_modules`; one that holds a link out
 * of itself does not.
 */
export const packageFolders = (
  names: Iterable<string>,
  from: string,
  options: { readonly isTrusted: boolean } = { isTrusted: false }
): PackageFolders => {
  const folders = new Set<string>()
  const seen = new Set<string>()
  const visit = (name: string, folder: string): string | null => {
    const found = find(name, folder, options.isTrusted)
    if (found === null) return null
    for (const path of [found.path, found.real]) folders.add(path)
    if (!seen.has(found.real)) {
      seen.add(found.real)
      for (const dependency of found.dependencies) visit(dependency, found.real)
    }
    return found.real
  }
  const links = new Map<string, string>()
  for (const name of names) {
    const real = visit(name, from)
    if (real !== null) links.set(name, real)
  }
  return { links, folders: [...folders] }
}

/**
 * The packages that sources name, whether they use them or not.
 */
export const importedPackages = (sources: ReadonlyArray<string>): ReadonlySet<string> => {
  const names = new Set<string>()
  for (const source of sources) {
    for (const [, , specifier = ""] of source.matchAll(quoted)) {
      const name = specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/")
      if (packageName.test(name) && !isBuiltin(name)) names.add(name)
    }
  }
  return names
}

/** What follows `from`, `import` or `require`. */
const quoted = /\b(?:from|import|require)\s*\(?\s*(["'`])([^"'`\n]{1,200})\1/g
const packageName = /^(?:@[\w.~-]+\/)?[\w~-][\w.~-]*$/

interface Found {
  readonly path: string
  readonly real: string
  readonly dependencies: ReadonlyArray<string>
}

const find = (name: string, from: string, isTrusted: boolean): Found | null => {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    const path = join(folder, "node_modules", name)
    if (existsSync(join(path, "package.json"))) return packageAt(name, path, isTrusted)
    if (folder === dirname(folder)) return null
  }
}

const packageAt = (name: string, path: string, isTrusted: boolean): Found | null => {
  const real = realpathSync(path)
  const project = projectOf(path)
  const manifest = manifestOf(real)
  if (manifest === null) return null
  if (isTrusted) known.set(real, false)
  const isSound =
    isTrusted ||
    (isWithin(project, real) && (real === path || manifest.name === name) && !leadsOut(real, project))
  if (!isSound) return null
  return { path, real, dependencies: manifest.dependencies }
}

/** The folder with the outermost `node_modules` above a package. */
const projectOf = (path: string): string => {
  let project = dirname(path)
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, "node_modules"))) project = folder
  }
  return realpathSync(project)
}

const manifestOf = (folder: string) => {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"))
    if (!Predicate.isObject(manifest)) return null
    const kinds = ["dependencies", "optionalDependencies", "peerDependencies"]
    const dependencies = kinds.flatMap((kind) => Object.keys(Object(Reflect.get(manifest, kind) ?? {})))
    return { name: Reflect.get(manifest, "name"), dependencies }
  } catch {
    return null
  }
}

/** What was found of each package. What every process reads anyway is not looked through: `effect` alone has thousands of files. */
const known = new Map<string, boolean>()

/** Whether a link in a package leads out of the project: through it, anything could be read. */
const leadsOut = (folder: string, project: string): boolean => {
  const before = known.get(folder)
  if (before !== undefined) return before
  const links = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isSymbolicLink()
  )
  const found = links.some(({ name, parentPath }) => {
    try {
      return !isWithin(project, realpathSync(join(parentPath, name)))
    } catch {
      return false
    }
  })
  known.set(folder, found)
  return found
}

/**
 * Whether a path is a folder or lies in it. Both are real paths.
 */
export const isWithin = (folder: string, path: string): boolean =>
  path === folder || path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`)
