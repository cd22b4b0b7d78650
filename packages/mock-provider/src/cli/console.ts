/** The console that the command runs on. */
import { styleText } from "node:util"
import { Effect } from "effect"
import type { CommandReporter } from "./CommandReporter.ts"
import { reportToPerson } from "./reportToPerson.ts"
import { reportToProgram } from "./reportToProgram.ts"

/** Prints a text on standard output as it is. */
export const print = (text: string): Effect.Effect<void> => Effect.sync(() => printNow(text))

/** Prints a text on standard output as it is, at once. */
export const printNow = (text: string): void => {
  process.stdout.write(text)
}

/** Makes the reporter of the console: plain where that is no terminal or NO_COLOR is set. */
export const makeReporter = ({ json }: { readonly json: boolean }): CommandReporter =>
  json
    ? reportToProgram(() => new Date().toISOString())
    : reportToPerson(
        (style, text) => styleText(style, text, { stream: process.stdout, validateStream: true }),
        () => new Date().toTimeString().slice(0, 8)
      )
