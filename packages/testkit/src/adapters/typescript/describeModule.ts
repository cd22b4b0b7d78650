/** What a loaded module offers, before anything of it is called. */
import { hookNames } from "../../subject/hookNames.ts"
import type { HookName, LoadedModule, PublicFunction } from "../../subject/Protocol.ts"
import { member } from "./describeValue.ts"
import { describeParameters } from "./describeParameters.ts"

/**
 * Describes a module from its namespace and its source text: hooks are read off the default export, public functions
 * are those and the file's named exports.
 */
export const describeModule = (
  namespace: Readonly<Record<string, unknown>>,
  source: string
): Pick<LoadedModule, "hooks" | "functions"> => {
  const definition = namespace["default"]
  const hooks: { [name in HookName]?: PublicFunction } = {}
  const functions = new Map<string, PublicFunction>()
  for (const name of hookNames) {
    const value = member(definition, name)
    if (value === undefined) continue
    const described = describeFunction(name, value, source)
    hooks[name] = described
    if (typeof value === "function") functions.set(name, described)
  }
  const others = [
    ...ownMembers(definition),
    ...Object.entries(namespace).filter(([name]) => name !== "default")
  ]
  for (const [name, value] of others) {
    if (typeof value === "function" && !isClass(value) && !functions.has(name)) {
      functions.set(name, describeFunction(name, value, source))
    }
  }
  return { hooks, functions: [...functions.values()] }
}

const describeFunction = (name: string, value: unknown, source: string): PublicFunction => ({
  name,
  asynchronous: typeof value === "function" && !givesNoEffect(value),
  parameters: typeof value === "function" ? describeParameters(value) : [],
  line: lineOf(name, source)
})

/** An `async` function gives a promise and a generator function an iterator: neither is an Effect. */
const givesNoEffect = (value: object): boolean =>
  /^\[object (?:Async|Generator|AsyncGenerator)Function\]$/.test(Object.prototype.toString.call(value))

const isClass = (value: object): boolean => /^class\b/.test(Function.prototype.toString.call(value))

const ownMembers = (definition: unknown): ReadonlyArray<readonly [string, unknown]> =>
  typeof definition === "object" && definition !== null
    ? Object.keys(definition).map((name) => [name, member(definition, name)] as const)
    : []

const lineOf = (name: string, source: string): number | null => {
  if (!/^[\w$]+$/.test(name)) return null
  const declaration = new RegExp(`(?<![\\w$.])${name.replaceAll("$", "\\$")}\\s*(?:[:=(<]|$)`, "m")
  const found = declaration.exec(source)
  return found === null ? null : source.slice(0, found.index).split("\n").length
}
