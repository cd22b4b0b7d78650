/** Reads the examples in the docstrings of a source file. */
import { parseSync, type ParseResult } from "oxc-parser"

/** A program that a docstring shows: that of the export `name` in the file `path`. */
export interface Example {
  readonly path: string
  readonly line: number
  readonly name: string
  readonly code: string
}

/** Gives the examples in a file's docstrings: the block of TypeScript after each `@example`, or an empty program. */
export const examplesOf = (path: string, source: string): ReadonlyArray<Example> => {
  const parsed = parseSync(path, source)
  return parsed.comments.flatMap(({ value, start, end }) =>
    [...value.matchAll(block)].map(({ 1: lines = "", index }) => ({
      path,
      line: source.slice(0, start + index).split("\n").length,
      name: documentedAt(parsed, end),
      code: lines.replaceAll(/^ *\* ?/gm, "")
    }))
  )
}

/** Gives the names of the exports whose docstrings say since when they are there; the heading of a file is none's. */
export const markedIn = (path: string, source: string): ReadonlyArray<string> => {
  const parsed = parseSync(path, source)
  return parsed.comments
    .filter(({ start, value }) => start > 0 && value.includes("* @since "))
    .map(({ end }) => documentedAt(parsed, end))
    .filter((name) => name !== "")
}

/** Finds the name of the export that a docstring stands before, by where that ends. */
const documentedAt = ({ module }: ParseResult, end: number): string =>
  module.staticExports.find((documented) => documented.end > end)?.entries[0]?.exportName.name ?? ""

const block = /@example\n(?: *\* ```ts\n([^]*?) *\* ```)?/g
