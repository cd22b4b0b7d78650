/** What is wrong with a value that was to be decoded, as a person reads it. */
import { Predicate, Redacted, type SchemaAST, SchemaIssue } from "effect"

/**
 * Lists what is wrong, one line each: where, what is expected there, and what is there, if the input is given. Beyond
 * three it only counts. `name` is what the value as a whole is called. A secret is never shown.
 */
export const describeProblems = (
  issue: SchemaIssue.Issue,
  { name = "", ...given }: { readonly input?: unknown; readonly name?: string } = {}
): string => {
  const byPlace = Map.groupBy(format(issue).issues, ({ path = [] }) => placeOf(keysOf(path), name))
  const lines = [...byPlace].map(([place, problems]) => {
    const expected = problems
      .map(({ message }) => message.replace(/^Expected /, "expected "))
      .reduce((all, each) => `${all} or ${each.replace(/^expected /, "")}`)
    const hasFound = "input" in given && expected.startsWith("expected ")
    const found = hasFound ? describeFound(given.input, keysOf(problems[0]?.path ?? [])) : ""
    return [place, expected + found].filter((part) => part !== "").join(": ")
  })
  const more = lines.length > 3 ? ` (and ${lines.length - 3} more)` : ""
  return lines.slice(0, 3).join("\n") + more
}

const format = SchemaIssue.makeFormatterStandardSchemaV1({
  leafHook: (issue) => {
    switch (issue._tag) {
      case "MissingKey":
        return "missing"
      case "UnexpectedKey":
        return `not known here${knownMembers(issue.ast)}`
      default:
        return SchemaIssue.defaultLeafHook(issue)
    }
  }
})

const knownMembers = (ast: SchemaAST.AST): string => {
  const names = ast._tag === "Objects" ? ast.propertySignatures.map(({ name }) => String(name)) : []
  return names.length === 0 ? "" : `, but ${names.join(", ")}`
}

type Path = ReadonlyArray<PropertyKey | { readonly key: PropertyKey }>

const keysOf = (path: Path): ReadonlyArray<PropertyKey> =>
  path.map((step) => (typeof step === "object" ? step.key : step))

const placeOf = (keys: ReadonlyArray<PropertyKey>, name: string): string => {
  const written = keys.map((key) =>
    /^[A-Za-z_$][\w$]*$/.test(String(key)) ? `.${String(key)}` : `[${JSON.stringify(key)}]`
  )
  return (name + written.join("")).replace(/^\./, "")
}

const describeFound = (input: unknown, keys: ReadonlyArray<PropertyKey>): string => {
  const found = keys.reduce<unknown>(
    (value, key) => (Predicate.isObjectKeyword(value) ? Reflect.get(value, key) : undefined),
    input
  )
  if (keys.some((key) => /secret/i.test(String(key))) || Redacted.isRedacted(found)) return ""
  return `, and is ${describeValue(found)}`
}

const describeValue = (value: unknown): string => {
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list"
  if (Predicate.isFunction(value)) return "a function"
  if (Predicate.hasProperty(value, "_tag")) return `an object with the tag ${describeValue(value._tag)}`
  if (Predicate.isObjectKeyword(value)) return "an object"
  const text = typeof value === "string" ? JSON.stringify(value) : String(value)
  return text.length > 80 ? `${text.slice(0, 80)}...` : text
}
