/** A function's parameters, as its own source text declares them. */
import type { HookParameter } from "../../subject/Protocol.ts"

/**
 * Describes a function's parameters. Where the text is a wrapper's (`(...args)` around a declared length, as
 * `Effect.fn` makes) or native, its length says how many there are.
 */
export const describeParameters = (target: object): ReadonlyArray<HookParameter> => {
  const length = Number(Reflect.get(target, "length"))
  const declared = parameterList(Function.prototype.toString.call(target))
  const isWrapper = declared === null || declared.every((part) => part.startsWith("..."))
  if (isWrapper && (declared === null || length > 0 || declared.length === 0)) {
    return Array.from({ length }, (_, index) => ({
      name: `argument${index + 1}`,
      kind: "positional",
      required: true
    }))
  }
  return declared.map(describeParameter)
}

const describeParameter = (text: string): HookParameter => {
  if (text.startsWith("...")) return { name: text.slice(3).trim(), kind: "variadic", required: false }
  const pattern = /^[\w$]+/.exec(text)
  const hasDefault = topLevel(text, "=").length > 1
  return { name: pattern?.[0] ?? text.replace(/\s+/g, " "), kind: "positional", required: !hasDefault }
}

/** The parameters' texts, or null where the text shows none. */
const parameterList = (text: string): ReadonlyArray<string> | null => {
  if (text.includes("[native code]")) return null
  const bare = withoutComments(text).trim()
  const single = /^(?:async\s+)?([\w$]+)\s*=>/.exec(bare)
  if (single?.[1] !== undefined) return [single[1]]
  const open = bare.indexOf("(")
  if (open === -1) return null
  const inside = topLevel(bare.slice(open + 1), ")")[0] ?? ""
  return topLevel(inside, ",")
    .map((part) => part.trim())
    .filter((part) => part !== "")
}

/** Splits at a character where it is in no bracket and no string. */
const topLevel = (text: string, separator: string): ReadonlyArray<string> => {
  const parts: Array<string> = []
  let depth = 0
  let quote = ""
  let start = 0
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at)
    if (quote !== "") {
      if (character === "\\") at++
      else if (character === quote) quote = ""
    } else if (`"'\``.includes(character)) quote = character
    else if (depth === 0 && character === separator && !isArrow(text, at)) {
      parts.push(text.slice(start, at))
      start = at + 1
    } else if ("([{".includes(character)) depth++
    else if (")]}".includes(character)) depth--
  }
  return [...parts, text.slice(start)]
}

const isArrow = (text: string, at: number): boolean => text.charAt(at) === "=" && text.charAt(at + 1) === ">"

const withoutComments = (text: string): string =>
  text.replace(
    /("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g,
    (_, quoted: string | undefined) => quoted ?? " "
  )
