/** Names the functions that a package exports. */
import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { parseSync } from "oxc-parser"

/** A function that a package exports: `name` in the file `path`. */
export interface PublicFunction {
  readonly path: string
  readonly name: string
}

/** Gives the functions that the public entries of the package in a folder export. */
export const publicFunctionsOf = async (folder: string): Promise<ReadonlyArray<PublicFunction>> => {
  const { exports } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"))
  const entries = Object.values<{ "application-credentials-source"?: string } | null>(exports)
    .map((entry) => entry?.["application-credentials-source"])
    .filter((entry) => entry !== undefined)
  return (await Promise.all(entries.map((entry) => functionsOf(join(folder, entry))))).flat()
}

const functionsOf = async (entry: string): Promise<ReadonlyArray<PublicFunction>> => {
  const values = await import(entry)
  const { module } = parseSync(entry, await readFile(entry, "utf8"))
  return module.staticExports
    .flatMap(({ entries }) => entries)
    .flatMap(({ exportName: { name }, moduleRequest }) =>
      name !== null && isFunction(values[name])
        ? [{ path: moduleRequest === null ? entry : join(entry, "..", moduleRequest.value), name }]
        : []
    )
}

/** A class of ours, a schema and the key of a service can be called too, but inherit more than a function does. */
const isFunction = (value: unknown): boolean =>
  typeof value === "function" && Object.getPrototypeOf(value) === Function.prototype
