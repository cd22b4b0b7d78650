/** Values of a module as plain data. */
import { inspect } from "node:util"
import type { Described } from "../../subject/Protocol.ts"

const deepest = 12

/**
 * Describes a value: what JSON can say as itself, anything else as `{ $type, $repr }`.
 */
export const describeValue = (value: unknown, depth = 0): Described => {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value
  if (typeof value === "number" && Number.isFinite(value)) return value
  if (typeof value === "object" && depth < deepest) {
    if (Array.isArray(value)) return value.map((item) => describeValue(item, depth + 1))
    if (isPlain(value)) return describeRecord(value, depth)
  }
  return { $type: typeName(value), $repr: printValue(value) }
}

/**
 * Names a value's type: its class, or else what `typeof` says.
 */
export const typeName = (value: unknown): string => {
  if (value === null) return "null"
  if (typeof value !== "object") return typeof value
  const constructor: unknown = attempt(() => Reflect.get(value, "constructor"))
  return typeof constructor === "function" && constructor.name !== "" ? constructor.name : "Object"
}

/**
 * Prints a value for people. A getter or a printer that throws does no harm.
 */
export const printValue = (value: unknown): string => {
  const printed = attempt(() =>
    typeof value === "string" ? value : inspect(value, { depth: 3, breakLength: Infinity })
  )
  return typeof printed === "string" ? printed : `[${typeName(value)}]`
}

/**
 * Reads a member of anything; undefined where there is none or reading it throws.
 */
export const member = (value: unknown, name: string): unknown =>
  (typeof value === "object" && value !== null) || typeof value === "function"
    ? attempt(() => Reflect.get(value, name))
    : undefined

const isPlain = (value: object): boolean => {
  const prototype: unknown = attempt(() => Object.getPrototypeOf(value))
  return prototype === null || prototype === Object.prototype
}

const describeRecord = (value: object, depth: number): Described => {
  const described: { [name: string]: Described } = {}
  for (const name of Object.keys(value)) {
    const item = member(value, name)
    if (item !== undefined) {
      Object.defineProperty(described, name, {
        value: describeValue(item, depth + 1),
        enumerable: true,
        configurable: true,
        writable: true
      })
    }
  }
  return described
}

const attempt = (read: () => unknown): unknown => {
  try {
    return read()
  } catch {
    return undefined
  }
}
