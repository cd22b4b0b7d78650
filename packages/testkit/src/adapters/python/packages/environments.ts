/** Finds the virtual environment that an integration is developed in. */
import { existsSync, readdirSync, statSync } from "node:fs"
import { dirname, join, resolve } from "node:path"

/**
 * The folder of installed packages of the virtual environment that is active, or else of one that lies beside the integration or
 * above it, up to the root of the repository. Undefined where there is none.
 */
export const findEnvironment = (directory: string, active: string | undefined): string | undefined => {
  const near = foldersUpToRepository(resolve(directory)).flatMap((folder) =>
    [".venv", "venv"].map((name) => join(folder, name))
  )
  for (const environment of [...(active ? [active] : []), ...near]) {
    const path = sitePackagesOf(environment)
    if (path !== undefined) return path
  }
  return undefined
}

/** A folder and those above it, up to a repository's root; itself and the two above it where there is no repository. */
const foldersUpToRepository = (directory: string): ReadonlyArray<string> => {
  const folders: Array<string> = []
  for (let folder = directory; ; folder = dirname(folder)) {
    folders.push(folder)
    if (existsSync(join(folder, ".git"))) return folders
    if (folder === dirname(folder)) return folders.slice(0, 3)
  }
}

/** Where a virtual environment keeps its packages; undefined where a folder is none. */
export const sitePackagesOf = (environment: string): string | undefined => {
  if (!existsSync(join(environment, "pyvenv.cfg"))) return undefined
  const versions = namesIn(join(environment, "lib"))
    .filter((name) => /^python3\.\d+t?$/.test(name))
    .toSorted((a, b) => minorOf(b) - minorOf(a))
  const places = [...versions.map((name) => join("lib", name, "site-packages")), join("Lib", "site-packages")]
  return places.map((place) => join(environment, place)).find(isFolder)
}

const minorOf = (name: string): number => Number.parseInt(name.replace("python3.", ""), 10)

const namesIn = (folder: string): ReadonlyArray<string> => (isFolder(folder) ? readdirSync(folder) : [])

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
