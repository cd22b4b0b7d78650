/** What is wrong with a value that was to be decoded, as a person reads it. */
import { type SchemaAST, SchemaIssue } from "effect"

/**
 * Lists what is wrong, one line each: where, and what is expected there. Beyond three it only counts.
 *
 * @category formatting
 * @since 0.1.0
 */
export const describeProblems = (issue: SchemaIssue.Issue): string => {
  const lines = format(issue).issues.map(({ message, path = [] }) =>
    [placeOf(path), message.replace(/^Expected /, "expected ")].filter((part) => part !== "").join(": ")
  )
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

const placeOf = (path: ReadonlyArray<PropertyKey | { readonly key: PropertyKey }>): string => {
  const keys = path.map((step) => (typeof step === "object" ? step.key : step))
  const written = keys.map((key) =>
    /^[A-Za-z_$][\w$]*$/.test(String(key)) ? `.${String(key)}` : `[${JSON.stringify(key)}]`
  )
  return written.join("").replace(/^\./, "")
}
