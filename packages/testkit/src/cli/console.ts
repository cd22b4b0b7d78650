/** The console that the command runs on. */
import { styleText } from "node:util"
import { Effect } from "effect"
import type { ReporterOptions } from "../reporters/Reporter.ts"

/** Columns where the console does not say. */
const defaultWidth = 100

/**
 * Colours, width and wordiness for a report on standard output: plain where that is no terminal or NO_COLOR is set.
 */
export const consoleOptions = (options: {
  readonly verbose: boolean
  readonly quiet?: boolean
  readonly plain: boolean
}): ReporterOptions => ({
  paint: options.plain
    ? (_style, text) => text
    : (style, text) => styleText(style, text, { stream: process.stdout, validateStream: true }),
  width: process.stdout.columns ?? defaultWidth,
  verbose: options.verbose,
  quiet: options.quiet ?? false
})

/** Prints a text on standard output as it is, and waits until all of it is gone: the process may end right after. */
export const print = (text: string): Effect.Effect<void> => written(process.stdout, text)

/** Prints a text on standard error, beside a report that may go to a program. */
export const warn = (text: string): Effect.Effect<void> => written(process.stderr, text)

const written = (stream: NodeJS.WritableStream, text: string): Effect.Effect<void> =>
  text === "" ? Effect.void : Effect.callback((resume) => void stream.write(text, () => resume(Effect.void)))
