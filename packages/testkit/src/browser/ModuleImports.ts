/** Imports a module of TypeScript or JavaScript out of files that are at hand as text. */
import { transformSync } from "amaro"
import { type Import, init, parse } from "es-module-lexer"
import type { Imports, PackageImport } from "../adapters/typescript/moduleResolution.ts"

/** A module's namespace. */
export type Namespace = Readonly<Record<string, unknown>>

/** Says that a module imports what there is on Node alone. */
export class NeedsNode extends Error {}

/** Says that a module imports a file that is not there, as Node says it. */
class NotFound extends Error {
  readonly code = "ERR_MODULE_NOT_FOUND"
}

/** What is imported, and how. */
export interface ModuleImports extends Pick<Imports, "packages" | "resolved"> {
  readonly load: () => Promise<Namespace>
  /** The last import that could not be found. */
  readonly missing: () => { readonly specifier: string; readonly importedBy: string } | null
}

/**
 * Makes what imports a file of a folder. Its own files are found in the folder, and packages among those given; whatever else it
 * imports is on Node alone.
 */
export const makeModuleImports = (options: {
  /** The folder's URL, without a slash at its end: what stack traces show. */
  readonly folder: string
  readonly files: Readonly<Record<string, string>>
  readonly file: string
  readonly packages: (specifier: string) => Namespace | null
}): ModuleImports => {
  const { file, files, folder } = options
  const packages: Array<PackageImport> = []
  const addresses = new Map<string, Promise<string>>()
  let missing: ReturnType<ModuleImports["missing"]> = null
  let resolved = 0

  const addressOf = (path: string, importedBy: ReadonlyArray<string>): Promise<string> => {
    if (importedBy.includes(path))
      return Promise.reject(
        new NeedsNode(`${path} is imported by itself, by way of ${importedBy.join(" and ")}`)
      )
    const known = addresses.get(path) ?? write(path, [...importedBy, path])
    addresses.set(path, known)
    return known
  }
  /** Makes a script of a file, in which each import names a script. */
  const write = async (path: string, importedBy: ReadonlyArray<string>): Promise<string> => {
    const source = withoutTypes(path, files[path] ?? "", folder)
    await init()
    const replaced = await Promise.all(
      importsOf(source).map(async (found) => ({
        ...found,
        text: JSON.stringify(await resolve(found.specifier, path, importedBy))
      }))
    )
    const text = replaced
      .toSorted((a, b) => b.start - a.start)
      .reduce((code, { end, start, text }) => code.slice(0, start) + text + code.slice(end), source)
    return scriptOf(`${text}\n//# sourceURL=${folder}/${path}`)
  }
  const resolve = (specifier: string, from: string, importedBy: ReadonlyArray<string>): Promise<string> => {
    resolved++
    if (/^\.{0,2}\//.test(specifier)) {
      const path = pathFrom(from, specifier)
      if (path in files) return addressOf(path, importedBy)
      missing = { specifier, importedBy: from }
      return Promise.reject(new NotFound(`Cannot find module '${specifier}'`))
    }
    const name = specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/")
    const namespace = options.packages(specifier)
    if (namespace === null)
      return Promise.reject(new NeedsNode(`${from} imports ${JSON.stringify(specifier)}`))
    if (!packages.some((known) => known.package === name && known.importedBy === from))
      packages.push({ package: name, importedBy: from })
    return Promise.resolve(scriptAround(specifier, namespace))
  }
  return {
    load: async () => import(await addressOf(file, [])),
    packages,
    missing: () => missing,
    resolved: () => resolved
  }
}

/** The code without types, each line in its place; an error says where, as Node's does. */
const withoutTypes = (path: string, source: string, folder: string): string => {
  if (!/\.m?ts$/.test(path)) return source
  try {
    return transformSync(source, { mode: "strip-only", filename: path }).code
  } catch (problem) {
    const { code, message, snippet, startLine } = Object(problem)
    const error = new SyntaxError(String(message))
    const kind = code === "UnsupportedSyntax" ? "UNSUPPORTED" : "INVALID"
    const stack = `${folder.replace(/^file:\/\//, "")}/${path}:${startLine}\n${snippet}\n${error.stack}`
    throw Object.assign(error, { code: `ERR_${kind}_TYPESCRIPT_SYNTAX`, stack })
  }
}

interface FoundImport {
  readonly specifier: string
  /** Where it stands, with its quotes. */
  readonly start: number
  readonly end: number
}

/** The imports of packages and files; none where the code cannot be read: the browser says what is wrong with it. */
const importsOf = (source: string): ReadonlyArray<FoundImport> => {
  try {
    return parse(source)[0].flatMap((found) => placeOf(found, source))
  } catch {
    return []
  }
}

const placeOf = (found: Import, source: string): ReadonlyArray<FoundImport> => {
  if (found.type === "import-meta" || found.specifier === undefined) return []
  const { end, specifier, start } = found
  return /["'`]/.test(source.charAt(start))
    ? [{ specifier, start, end }]
    : [{ specifier, start: start - 1, end: end + 1 }]
}

const pathFrom = (from: string, specifier: string): string =>
  new URL(specifier, `file:///${from}`).pathname.slice(1)

const scriptOf = (text: string): string => URL.createObjectURL(new Blob([text], { type: "text/javascript" }))

const scripts = new Map<Namespace, string>()
/** Where a script finds what it exports, while it is read. */
const shelf = Symbol.for("application-credentials")

/** A script that exports what a package does. */
const scriptAround = (specifier: string, namespace: Namespace): string => {
  const known = scripts.get(namespace)
  if (known !== undefined) return known
  const names = Object.keys(namespace)
  const values = names.map((name, index) => `const _${index} = all[${JSON.stringify(name)}]`)
  const exported = names.map((name, index) => `_${index} as ${name}`)
  Object.defineProperty(globalThis, shelf, {
    value: { ...Reflect.get(globalThis, shelf), [specifier]: namespace },
    configurable: true
  })
  const address = scriptOf(
    `const all = globalThis[Symbol.for(${JSON.stringify(shelf.description)})][${JSON.stringify(specifier)}]\n` +
      `${values.join("\n")}\nexport { ${exported.join(", ")} }`
  )
  scripts.set(namespace, address)
  return address
}
