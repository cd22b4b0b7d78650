/** JSON as people write it. */
import { Effect } from "effect"
import { parse, type ParseError, printParseErrorCode } from "jsonc-parser"
import { deepest, depthOf } from "../config/depthOf.ts"
import { CannotStart } from "./CannotStart.ts"

/**
 * Parses JSON, in which there may be comments and commas at the end. Fails with where the first mistake is, and quotes
 * nothing of the text, which may have secrets.
 */
export const parseJson = (path: string, text: string): Effect.Effect<unknown, CannotStart> => {
  if (depthOf(text) > deepest) {
    return Effect.fail(
      new CannotStart({ message: `${path} is nested more than ${deepest} deep, which no configuration is.` })
    )
  }
  const errors: Array<ParseError> = []
  const value: unknown = parse(text, errors, { allowTrailingComma: true })
  const [first] = errors
  return first === undefined
    ? Effect.succeed(value)
    : Effect.fail(
        new CannotStart({ message: `${path}:${placeOf(text, first)} is not JSON: ${said(first)}.` })
      )
}

const placeOf = (text: string, { offset }: ParseError): string => {
  const lines = text.slice(0, offset).split("\n")
  return `${lines.length}:${(lines.at(-1)?.length ?? 0) + 1}`
}

// `CommaExpected` is the code that is said as "comma expected".
const said = ({ error }: ParseError): string =>
  printParseErrorCode(error)
    .replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .trim()
