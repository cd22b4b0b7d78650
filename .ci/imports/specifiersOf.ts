/** Reads the imports of a source file. */
import { parseSync } from "oxc-parser"

/** Gives the specifiers of a file's imports, re-exports and dynamic imports of literal text. */
export const specifiersOf = (path: string, source: string): ReadonlyArray<string> => {
  const { errors, module } = parseSync(path, source)
  if (errors[0] !== undefined) throw new SyntaxError(`${path}: ${errors[0].message}`)
  return [
    ...module.staticImports.map((found) => found.moduleRequest.value),
    ...module.staticExports.flatMap((found) => found.entries.map((entry) => entry.moduleRequest?.value)),
    ...module.dynamicImports.map((found) =>
      literal(source.slice(found.moduleRequest.start, found.moduleRequest.end))
    )
  ].filter((specifier) => specifier !== undefined)
}

const literal = (expression: string): string | undefined => /^(["'`])([^$]*)\1$/.exec(expression)?.[2]
