/** How the module under test, and the host's code beside it, find their packages. */
import { readFileSync } from "node:fs"
import { isBuiltin, registerHooks } from "node:module"
import { fileURLToPath } from "node:url"
import type { RaisedError } from "../../subject/Protocol.ts"
import { bundledModules } from "../bundle.ts"

/** An import of a package by one of the integration's own files. */
export interface PackageImport {
  readonly package: string
  readonly importedBy: string
}

/** An import of a package or a file that is not there, or that the module may not read. */
export interface MissingImport {
  readonly specifier: string
  readonly importedBy: string
  /** It is a file outside the integration's folder. */
  readonly isOutside: boolean
}

/**
 * What was imported so far.
 */
export interface Imports {
  readonly packages: ReadonlyArray<PackageImport>
  /** The last import that could not be found. */
  readonly missing: () => MissingImport | null
  /** Grows with each file that is resolved: a sign that loading continues. */
  readonly resolved: () => number
}

const shared = /^(?:effect|@application-credentials\/sdk)(?:\/|$)/
const readSource = readFileSync

/**
 * Registers the resolution of this thread. `effect` and the SDK are the integration's own where it has them, for its
 * module and for the host's code alike, so that both speak of the same things; otherwise they are this package's, and
 * come from its bundle where there is one.
 */
export const registerResolution = (moduleUrl: string, isBundled: boolean): Imports => {
  const folder = new URL("./", moduleUrl).href
  const bundled = isBundled ? bundledModules(moduleUrl) : new Map<string, string>()
  const packages: Array<PackageImport> = []
  let missing: MissingImport | null = null
  let resolved = 0
  const isOwn = (url: string | undefined): url is string =>
    url !== undefined && url.startsWith(folder) && !url.includes("/node_modules/")
  const relative = (url: string) => decodeURIComponent(url.slice(folder.length).replace(/\?.*$/, ""))

  const note = (specifier: string, parent: string) => {
    const name = packageOf(specifier)
    const importedBy = relative(parent)
    const isKnown = packages.some((known) => known.package === name && known.importedBy === importedBy)
    if (name !== null && !isKnown) packages.push({ package: name, importedBy })
  }

  registerHooks({
    resolve: (specifier, context, nextResolve) => {
      resolved++
      const parent = context.parentURL
      if (isOwn(parent)) note(specifier, parent)
      const parents = shared.test(specifier)
        ? [isOwn(parent) ? parent : moduleUrl, import.meta.url]
        : [parent]
      try {
        const found = firstFound(
          parents.map((parentURL) => () => nextResolve(specifier, { ...context, parentURL }))
        )
        const url = bundled.get(found.url)
        if (url !== undefined) return { url, format: "module", shortCircuit: true }
        if (specifier === "undici" && !isBuiltin(specifier))
          return { ...withHostFetch(found.url), shortCircuit: true }
        return isOwn(found.url) ? { ...found, ...formatOf(found.url, found.format) } : found
      } catch (error) {
        if (isOwn(parent) && isNotFound(error)) {
          const isOutside = isFile(specifier) && !new URL(specifier, parent).href.startsWith(folder)
          missing = { specifier, importedBy: relative(parent), isOutside }
        }
        throw error
      }
    }
  })
  return { packages, missing: () => missing, resolved: () => resolved }
}

/** The first that is found; the last one's error where none is. */
const firstFound = <A>([first, ...others]: ReadonlyArray<() => A>): A => {
  if (first === undefined) throw new Error("There is nothing to resolve.")
  try {
    return first()
  } catch (error) {
    if (others.length === 0 || !isNotFound(error)) throw error
    return firstFound(others)
  }
}

const isNotFound = (error: unknown): boolean =>
  error instanceof Error &&
  "code" in error &&
  /MODULE_NOT_FOUND|UNSUPPORTED_DIR_IMPORT|ERR_ACCESS_DENIED/.test(String(error.code))

const isFile = (specifier: string): boolean => /^(?:\.{0,2}\/|file:)/.test(specifier)

/**
 * The name of the package that a specifier is of, or null.
 */
export const packageOf = (specifier: string): string | null => {
  if (/^[./#]|^[\w+-]+:/.test(specifier) || isBuiltin(specifier)) return null
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/")
}

/** Says which import an error of loading comes of, and what to do. Null where it comes of none. */
export const explainMissing = (missing: MissingImport | null, error: unknown): RaisedError | null => {
  const code = error instanceof Error && "code" in error ? String(error.code) : ""
  if (missing === null || !/NOT_FOUND|ERR_ACCESS_DENIED/.test(code)) return null
  const message = `${missing.importedBy} imports "${missing.specifier}", and ${whyMissing(missing)}`
  return { kind: "other", type: code, message, printed: `${code}: ${message}`, where: missing.importedBy }
}

const whyMissing = (missing: MissingImport): string => {
  const name = packageOf(missing.specifier)
  if (name !== null)
    return `the package ${name} is not installed. Install it in the integration's folder: npm install ${name}`
  return missing.isOutside
    ? "that is outside the integration's folder, of which alone a module under test gets a copy. Move the file there, or make it a package."
    : `there is no such file.${extensionHint(missing)}`
}

/** A relative import names its file whole, as Node reads it. */
const extensionHint = ({ specifier }: MissingImport): string =>
  /\.\w+$/.test(specifier) ? "" : ` An import names the file with its extension: "${specifier}.ts".`

/** The installed package with the host's `fetch`, so that what goes through it is answered like any other request. */
const withHostFetch = (url: string) => {
  const source = `export * from ${JSON.stringify(url)}; export { default } from ${JSON.stringify(url)}; export const fetch = (...values) => globalThis.fetch(...values)`
  return { url: `data:text/javascript,${encodeURIComponent(source)}`, format: "module" }
}

/** A folder without a `package.json` holds ES modules too, and Node need not guess. */
const formatOf = (url: string, format: string | null | undefined): { readonly format?: string } => {
  const path = new URL(url).pathname
  if (format !== null && format !== undefined) return {}
  if (path.endsWith(".ts")) return { format: "module-typescript" }
  if (!path.endsWith(".js")) return {}
  return /^\s*(?:import|export)\b/m.test(readSource(fileURLToPath(url), "utf8")) ? { format: "module" } : {}
}
