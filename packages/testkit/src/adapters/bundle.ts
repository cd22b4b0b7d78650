/** What the build made for a quick start: the command in one file, and the worker's host with its packages in one. */
import { existsSync, readFileSync, statSync } from "node:fs"
import { createRequire } from "node:module"
import { pathToFileURL } from "node:url"

interface Manifest {
  readonly packages: ReadonlyArray<{
    readonly name: string
    readonly version: string
    /** Paths in the package, each of which has an entry in the bundle. */
    readonly files: ReadonlyArray<string>
  }>
}

/** From `dist/adapters`, where this file is built to; there is no bundle beside the sources. */
const folder = new URL("../bundle/", import.meta.url)
const own = createRequire(import.meta.url)
const host = new URL("./typescript/WorkerHost.js", import.meta.url).href
const workspace = ["@application-credentials/sdk", "@application-credentials/mock-provider"]

/**
 * The command in one file, or null where it is not there or older than what it was made from.
 */
export const bundledCommand = (): string | null =>
  isBundleCurrent() ? new URL("command.js", folder).href : null

/**
 * Whether there is a bundle of the packages that are installed here, and none was built since. What runs the module
 * cannot tell, as it may not read all of these.
 */
export const isBundleCurrent = (): boolean => (isCurrent ??= looksCurrent())

let isCurrent: boolean | undefined

/**
 * The files for which a current bundle has others, by their URL. There are none where the module brings an `effect` or an SDK
 * of its own, with which the host's code has to run too.
 */
export const bundledModules = (moduleUrl: string): ReadonlyMap<string, string> => {
  const modules = new Map<string, string>()
  const manifest = readManifest()
  const ofModule = createRequire(moduleUrl)
  for (const { files, name } of manifest.packages) {
    const path = manifestPath(own, name)
    if (path === null || ![null, path].includes(manifestPath(ofModule, name))) return new Map()
    for (const file of files) {
      const bundled = new URL(`${name}/${file}`, folder).href
      modules.set(new URL(file, pathToFileURL(path)).href, bundled)
    }
  }
  return modules.set(host, new URL("host.js", folder).href)
}

/**
 * What the build found out of the host's own implementation in a language, on a version of Home Assistant, as JSON: null where it is not
 * there or older than what it was made from.
 */
export const bundledHost = (language: string, version: string): string | null => {
  const file = new URL(`host-${language}-${version}.json`, folder)
  return isBundleCurrent() && existsSync(file) ? readFileSync(file, "utf8") : null
}

const manifestFile = new URL("manifest.json", folder)

const readManifest = (): Manifest => JSON.parse(readFileSync(manifestFile, "utf8"))

const looksCurrent = (): boolean => {
  const built = statSync(manifestFile, { throwIfNoEntry: false })?.mtimeMs
  if (built === undefined) return false
  const { packages } = readManifest()
  const same = packages.every(({ name, version }) => own(`${name}/package.json`).version === version)
  return same && buildStates().every((path) => statSync(path).mtimeMs <= built)
}

/** What the compiler keeps of a build: there is none in an installed package, which never changes. */
const buildStates = (): ReadonlyArray<URL> =>
  [import.meta.url, ...workspace.flatMap((name) => pathToFileURL(manifestPath(own, name) ?? "").href)]
    .map((url, index) => new URL(index === 0 ? "../.tsbuildinfo" : "dist/.tsbuildinfo", url))
    .filter((url) => existsSync(url))

const manifestPath = (from: NodeJS.Require, name: string): string | null => {
  try {
    return from.resolve(`${name}/package.json`)
  } catch {
    return null
  }
}
