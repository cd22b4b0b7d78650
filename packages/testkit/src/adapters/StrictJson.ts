/** JSON as Home Assistant reads it, with the place of what is wrong. */
import { Result } from "effect"
import type { Json } from "../subject/Protocol.ts"

/**
 * What is wrong with a text that is no JSON; lines and columns count from 1.
 */
export interface JsonFault {
  readonly line: number
  readonly column: number
  readonly reason: string
}

/**
 * Parses a file's bytes: UTF-8 without a byte order mark, and strict JSON.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8259
 */
export const parseStrictJson = (bytes: Uint8Array): Result.Result<Json, JsonFault> => {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    const reason =
      "the file begins with a byte order mark (BOM), which JSON may not. Save it as UTF-8 without BOM"
    return Result.fail({ line: 1, column: 1, reason })
  }
  const text = Result.try(() => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes))
  if (Result.isFailure(text)) {
    const valid = new TextDecoder().decode(bytes).split("\uFFFD")[0] ?? ""
    return Result.fail({ ...placeOf(valid, valid.length), reason: "the text is not UTF-8. Save it as UTF-8" })
  }
  return Result.mapError(
    Result.try((): Json => JSON.parse(text.success)),
    () => findFault(text.success)
  )
}

const placeOf = (text: string, offset: number) => {
  const lines = text.slice(0, offset).split("\n")
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 }
}

const token =
  /[ \t\r\n]*(?:([{}[\],:])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-]))/y

type Expected = "value" | "valueOrEnd" | "name" | "nameOrEnd" | "colon" | "next" | "end"

/** Reads token by token, as a parser would, until one does not fit. */
const findFault = (text: string): JsonFault => {
  const open: Array<"{" | "["> = []
  let expected: Expected = "value"
  let offset = 0
  for (;;) {
    token.lastIndex = offset
    const found: RegExpExecArray | null = token.exec(text)
    const start = offset + (/^[ \t\r\n]*/.exec(text.slice(offset))?.[0].length ?? 0)
    const [, mark, string]: ReadonlyArray<string | undefined> = found ?? []
    const next: Expected | null =
      found === null ? null : step(expected, open, mark ?? (string === undefined ? "literal" : "string"))
    if (next === null)
      return { ...placeOf(text, start), reason: reasonOf(text, start, expected, open.at(-1)) }
    expected = next
    offset = token.lastIndex
  }
}

const afterValue = (open: ReadonlyArray<string>): Expected => (open.length === 0 ? "end" : "next")

/** What may follow, or null where the token does not fit. */
const step = (expected: Expected, open: Array<"{" | "[">, found: string): Expected | null => {
  const isValue = expected === "value" || expected === "valueOrEnd"
  const isName = expected === "name" || expected === "nameOrEnd"
  if (found === "{" || found === "[") {
    if (!isValue) return null
    open.push(found)
    return found === "{" ? "nameOrEnd" : "valueOrEnd"
  }
  if (found === "}" || found === "]") {
    const closes = found === "}" ? "{" : "["
    const mayEnd = expected === "next" || expected === (found === "}" ? "nameOrEnd" : "valueOrEnd")
    if (!mayEnd || open.at(-1) !== closes) return null
    open.pop()
    return afterValue(open)
  }
  if (found === ":") return expected === "colon" ? "value" : null
  if (found === ",") return expected !== "next" ? null : open.at(-1) === "{" ? "name" : "value"
  if (isName) return found === "string" ? "colon" : null
  return isValue ? afterValue(open) : null
}

const reasonOf = (text: string, at: number, expected: Expected, inside: "{" | "[" | undefined): string => {
  const rest = text.slice(at)
  if (rest === "") return text.trim() === "" ? "the file is empty" : "the file ends too early"
  if (rest.startsWith("//") || rest.startsWith("/*") || rest.startsWith("#")) return "JSON has no comments"
  if (/^[}\]]/.test(rest) && (expected === "name" || expected === "value"))
    return "a comma before it is one too many"
  if (rest.startsWith("'")) return "text stands in double quotes"
  if (rest.startsWith('"') && expected !== "next" && expected !== "end" && expected !== "colon") {
    return "this text does not end on its line, or has an escape that JSON does not know"
  }
  return `${describe[expected]}${expected === "next" ? (inside === "{" ? " or }" : " or ]") : ""} was expected here`
}

const describe: { readonly [name in Expected]: string } = {
  value: "a value",
  valueOrEnd: "a value or ]",
  name: "a name in double quotes",
  nameOrEnd: "a name in double quotes or }",
  colon: "a colon",
  next: "a comma",
  end: "nothing more"
}
