/** JSON with comments that a person writes, read so that whatever is wrong has a line. */
import { Effect, FileSystem, Path, Predicate, Schema, type SchemaAST, SchemaIssue } from "effect"
import {
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode
} from "jsonc-parser"

/**
 * Says that a file of the project's own decisions (its configuration, a baseline) cannot be used: which file, where, why, and
 * how to fix it.
 */
export class InvalidFile extends Schema.TaggedError<InvalidFile>()("InvalidFile", {
  message: Schema.String
}) {}

/** A file as it was read, and where in it things are. */
export interface JsonText<A> {
  /** The path as the user knows it. */
  readonly file: string
  readonly value: A
  /** The line, from 1, of a member: the nearest of those above it that is there. */
  readonly lineOf: (path: ReadonlyArray<PropertyKey>) => number
}

const largestBytes = 2 ** 20

/** Reads a file and decodes it. Members that do not exist are refused, so that a misspelt one is not ignored. */
export const readJsonText = Effect.fnUntraced(function* <A>(
  file: string,
  schema: Schema.ConstraintDecoder<A>,
  /** What to write instead, by the name of the member that is wrong. */
  fixes: { readonly [member: string]: string } = {}
) {
  const text = yield* readSmallFile(file)
  const errors: Array<ParseError> = []
  const tree = parseTree(text, errors, { allowTrailingComma: true })
  const [error] = errors
  const at = (offset: number) => `${file}:${text.slice(0, offset).split("\n").length}`
  if (error !== undefined || tree === undefined) {
    const offset = error?.offset ?? 0
    const problem = error === undefined ? "it is empty" : printParseErrorCode(error.error)
    return yield* new InvalidFile({ message: `${at(offset)}: no JSON here (${problem}).` })
  }
  const offsetOf = (path: ReadonlyArray<PropertyKey>) => nearestOffset(tree, path)
  const value = yield* Schema.decodeUnknownEffect(schema, { onExcessProperty: "error" })(
    getNodeValue(tree)
  ).pipe(
    Effect.mapError(({ issue }) => {
      const { message, path } = problemOf(issue)
      const fix = path.map((key) => fixes[String(key)]).findLast((text) => text !== undefined)
      const parts = [`${at(offsetOf(path))}: ${nameOf(path)}${message}.`, ...(fix === undefined ? [] : [fix])]
      return new InvalidFile({ message: parts.join(" ") })
    })
  )
  const lineOf = (path: ReadonlyArray<PropertyKey>) => text.slice(0, offsetOf(path)).split("\n").length
  return { file, value, lineOf } satisfies JsonText<A>
})

const readSmallFile = Effect.fnUntraced(
  function* (file: string) {
    const fs = yield* FileSystem.FileSystem
    const { resolve } = yield* Path.Path
    const info = yield* fs.stat(resolve(file))
    if (info.type !== "File") return yield* new InvalidFile({ message: `${file} is no file.` })
    if (info.size > largestBytes) return yield* new InvalidFile({ message: `${file} is larger than 1 MiB.` })
    return yield* fs.readFileString(resolve(file))
  },
  (effect, file) =>
    Effect.catchTag(effect, "PlatformError", ({ reason }) =>
      Effect.fail(new InvalidFile({ message: `${file} cannot be read: ${reason._tag}.` }))
    )
)

type Segments = ReadonlyArray<PropertyKey>

const nearestOffset = (tree: Node, path: Segments): number => {
  const names = path.map((name) => (typeof name === "number" ? name : String(name)))
  for (let depth = names.length; depth > 0; depth--) {
    const found = findNodeAtLocation(tree, names.slice(0, depth))
    if (found !== undefined) return (found.parent?.type === "property" ? found.parent : found).offset
  }
  return tree.offset
}

const problemOf = (issue: SchemaIssue.Issue): { readonly message: string; readonly path: Segments } => {
  const [problem] = format(issue).issues
  const path = (problem?.path ?? []).map((key) => (Predicate.isObjectKeyword(key) ? key.key : key))
  return { message: (problem?.message ?? "wrong").replace(/^Expected /, "expected "), path }
}

const format = SchemaIssue.makeFormatterStandardSchemaV1({
  leafHook: (issue) => {
    if (issue._tag === "MissingKey") return "is missing"
    if (issue._tag === "UnexpectedKey") return `is not known here${membersOf(issue.ast)}`
    return SchemaIssue.defaultLeafHook(issue)
  }
})

const membersOf = (ast: SchemaAST.AST): string => {
  const names = ast._tag === "Objects" ? ast.propertySignatures.map(({ name }) => String(name)) : []
  return names.length === 0 ? "" : `, but ${names.join(", ")}`
}

const nameOf = (path: Segments): string => {
  const written = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("")
  return written === "" ? "" : `${written.replace(/^\./, "")} `
}
