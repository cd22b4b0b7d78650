/** Reads the examples in the docstrings of a source file. */
import { parseSync } from "oxc-parser"

/** A program that a docstring shows: that of the export `name` in the file `path`. */
export interface Example {
  readonly path: string
  readonly line: number
  readonly name: string
  readonly code: string
}

/** Gives the examples in a file's docstrings: the block of TypeScript after each `@example`, or an empty program. */
export const examplesOf = (path: string, source: string): ReadonlyArray<Example> => {
  const { comments, module } = parseSync(path, source)
  return comments.flatMap(({ value, start, end }) =>
    [...value.matchAll(block)].map(({ 1: lines = "", index }) => ({
      path,
      line: source.slice(0, start + index).split("\n").length,
      name:
        module.staticExports.find((documented) => documented.end > end)?.entries[0]?.exportName.name ?? "",
      code: lines.replaceAll(/^ *\* ?/gm, "")
    }))
  )
}

const block = /@example\n(?: *\* ```ts\n([^]*?) *\* ```)?/g
