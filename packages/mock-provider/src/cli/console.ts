/** The console that the command runs on. */
import { styleText } from "node:util"
import { Effect } from "effect"
import type { Teller } from "./Teller.ts"
import { tellPerson } from "./tellPerson.ts"
import { tellProgram } from "./tellProgram.ts"

/**
 * Prints a text on standard output as it is.
 *
 * @category console
 * @since 0.1.0
 */
export const print = (text: string): Effect.Effect<void> => Effect.sync(() => printNow(text))

/**
 * Prints a text on standard output as it is, at once.
 *
 * @category console
 * @since 0.1.0
 */
export const printNow = (text: string): void => {
  process.stdout.write(text)
}

/**
 * Makes the teller of the console: plain where that is no terminal or NO_COLOR is set.
 *
 * @category console
 * @since 0.1.0
 */
export const tellerOf = ({ json }: { readonly json: boolean }): Teller =>
  json
    ? tellProgram(() => new Date().toISOString())
    : tellPerson(
        (style, text) => styleText(style, text, { stream: process.stdout, validateStream: true }),
        () => new Date().toTimeString().slice(0, 8)
      )
