/** Names what a package exports. */
import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { parseSync } from "oxc-parser"

/** What a package exports: `name` in the file `path`. */
export interface PublicFunction {
  readonly path: string
  readonly name: string
}

/** Gives the functions that the public entries of the package in a folder export. */
export const publicFunctionsOf = async (folder: string): Promise<ReadonlyArray<PublicFunction>> =>
  (await Promise.all((await entriesOf(folder)).map(functionsOf))).flat()

/** Gives all that they export, types too, each with its file: `path: name`. */
export const publicNamesOf = async (folder: string): Promise<ReadonlyArray<string>> => {
  const exported = await Promise.all((await entriesOf(folder)).map(exportsOf))
  return exported.flat().map(({ name, path }) => `${path}: ${name}`)
}

const entriesOf = async (folder: string): Promise<ReadonlyArray<string>> => {
  const { exports } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"))
  return Object.values<{ "application-credentials-source"?: string } | null>(exports)
    .map((entry) => entry?.["application-credentials-source"])
    .filter((entry) => entry !== undefined)
    .map((entry) => join(folder, entry))
}

const functionsOf = async (entry: string): Promise<ReadonlyArray<PublicFunction>> => {
  const values = await import(entry)
  return (await exportsOf(entry)).filter(({ name }) => isFunction(values[name]))
}

const exportsOf = async (entry: string): Promise<ReadonlyArray<PublicFunction>> => {
  const { module } = parseSync(entry, await readFile(entry, "utf8"))
  return module.staticExports
    .flatMap(({ entries }) => entries)
    .flatMap(({ exportName: { name }, moduleRequest }) =>
      name === null
        ? []
        : [{ path: moduleRequest === null ? entry : join(entry, "..", moduleRequest.value), name }]
    )
}

/** A class of ours, a schema and the key of a service can be called too, but inherit more than a function does. */
const isFunction = (value: unknown): boolean =>
  typeof value === "function" && Object.getPrototypeOf(value) === Function.prototype
