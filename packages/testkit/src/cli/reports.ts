/** Where each report goes: `--reporter NAME` to standard output, `--reporter NAME=FILE` to a file. */
import { Effect, FileSystem, Option, Stream, Struct } from "effect"
import { addEvent, emptyReport } from "../reporters/Report.ts"
import { reporters } from "../reporters/reporters.ts"
import type { RunEvent } from "../runner/RunEvent.ts"
import { consoleOptions, print } from "./console.ts"
import { CannotCheck } from "./errors.ts"

/** A report that was asked for. */
export interface Destination {
  readonly name: keyof typeof reporters
  /** Null is standard output. */
  readonly file: string | null
}

const names = Struct.keys(reporters)

/** What `--reporter` takes, in words. */
export const reporterSummaries = names.map((name) => `${name}, ${reporters[name].summary}`).join("; ")

/**
 * Reads the reports that are asked for. What goes to no file goes to standard output, or to `--output`; where everything goes
 * to files, people are shown the console's report all the same.
 */
export const parseReports = Effect.fnUntraced(function* (
  asked: ReadonlyArray<string>,
  output: Option.Option<string>
): Effect.fn.Return<ReadonlyArray<Destination>, CannotCheck> {
  const parsed = yield* Effect.forEach(asked, parseReport)
  const shown = parsed.filter(({ file }) => file === null)
  if (shown.length > 1) {
    return yield* new CannotCheck({
      message: `Only one report can be shown: write the others to files, such as --reporter ${shown[1]?.name}=FILE.`
    })
  }
  const name = shown[0]?.name ?? "console"
  const all = [{ name, file: Option.getOrNull(output) }, ...parsed.filter(({ file }) => file !== null)]
  const files = all.flatMap(({ file }) => file ?? [])
  const twice = files.find((file, index) => files.indexOf(file) < index)
  if (twice !== undefined) {
    return yield* new CannotCheck({ message: `Two reports go to ${twice}: give each a file of its own.` })
  }
  return all
})

const parseReport = (asked: string): Effect.Effect<Destination, CannotCheck> => {
  const [, wanted = asked, file] = /^([^=]*)=(.*)$/s.exec(asked) ?? []
  const name = names.find((known) => known === wanted)
  if (name === undefined) {
    const message = `There is no reporter ${wanted}. --reporter takes ${names.join(", ")}, and NAME=FILE for a file.`
    return Effect.fail(new CannotCheck({ message }))
  }
  return file === ""
    ? Effect.fail(new CannotCheck({ message: `--reporter ${asked} names no file: write ${name}=FILE.` }))
    : Effect.succeed({ name, file: file ?? null })
}

/** Writes the reports: the one on standard output while it grows, the others once the run has ended. Gives the report. */
export const writeReports = Effect.fnUntraced(function* (
  events: Stream.Stream<RunEvent>,
  destinations: ReadonlyArray<Destination>,
  options: { readonly verbose: boolean; readonly quiet: boolean }
) {
  const started = destinations.map(({ file, name }) => ({
    file,
    add: reporters[name].start(consoleOptions({ ...options, plain: file !== null })),
    texts: new Array<string>()
  }))
  const take = (event: RunEvent) =>
    Effect.forEach(
      started,
      ({ add, file, texts }) =>
        file === null ? print(add(event)) : Effect.sync(() => void texts.push(add(event))),
      { discard: true }
    )
  const report = yield* events.pipe(
    Stream.tap(take),
    Stream.runFold(() => emptyReport, addEvent)
  )
  for (const { file, texts } of started) {
    if (file !== null) yield* writeFile(file, texts.join(""))
  }
  return report
})

const writeFile = Effect.fnUntraced(function* (file: string, text: string) {
  const fs = yield* FileSystem.FileSystem
  yield* fs
    .writeFileString(file, text)
    .pipe(
      Effect.mapError(
        (error) =>
          new CannotCheck({ message: `The report could not be written to ${file}: ${error.message}` })
      )
    )
})
