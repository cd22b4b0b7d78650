/** `application-credentials fix`: fixes what is mechanical, and shows it as a diff. */
import { createTwoFilesPatch } from "diff"
import { Effect, FileSystem, Path } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import type { ReporterOptions } from "../reporters/Reporter.ts"
import { plural, printable } from "../reporters/text.ts"
import { versionsFor } from "../runner/Versions.ts"
import { consoleOptions, print } from "./console.ts"
import { CannotCheck } from "./errors.ts"
import { type FixedFile, fixesFor } from "./fixes.ts"
import { findTargets } from "./targets.ts"

/** The command. */
export const fix = Command.make(
  "fix",
  {
    paths: Argument.String("path").pipe(
      Argument.withDescription("An integration's folder, or a tree such as custom_components"),
      Argument.atLeast(1)
    ),
    write: Flag.Boolean("write").pipe(
      Flag.withDescription("Writes the files, which are only shown otherwise"),
      Flag.withDefault(false)
    )
  },
  Effect.fnUntraced(function* ({ paths, write }) {
    const { join } = yield* Path.Path
    let count = 0
    for (const target of yield* findTargets(paths)) {
      if (target._tag === "Unreadable") return yield* new CannotCheck({ message: target.problem })
      const { integration } = target
      const { files, left } = fixesFor(integration, versionsFor({}, integration))
      for (const file of files) {
        const path = join(integration.path, file.path)
        yield* print(diffOf(path, file, consoleOptions({ verbose: false, plain: false })))
        if (write) yield* writeText(path, file.after)
        count++
      }
      yield* print(left.map((text) => `${printable(`${integration.path}: ${text}`)}\n`).join(""))
    }
    const files = plural(count, "file")
    const done = write ? `Fixed ${files}.` : `${files} can be fixed: --write does it.`
    yield* print(count === 0 ? "Nothing to fix by itself.\n" : `${done}\n`)
  })
).pipe(
  Command.withDescription(
    "Fixes what is mechanical: the manifest's dependency, version and misspelt keys, words for abort reasons, and a description that lies where it is not loaded. Shows a diff; --write writes the files, keeping their formatting and order."
  ),
  Command.withShortDescription("Fix what is mechanical")
)

const diffOf = (path: string, { after, before }: FixedFile, { paint }: ReporterOptions): string => {
  const patch = createTwoFilesPatch(path, path, before ?? "", after, undefined, undefined, { context: 2 })
  return patch
    .split("\n")
    .filter((line) => !line.startsWith("====="))
    .map((line) => {
      const shown = printable(line)
      if (line.startsWith("+")) return paint("green", shown)
      return line.startsWith("-") ? paint("red", shown) : shown
    })
    .join("\n")
}

const writeText = Effect.fnUntraced(function* (path: string, text: string) {
  const fs = yield* FileSystem.FileSystem
  const { dirname } = yield* Path.Path
  yield* fs.makeDirectory(dirname(path), { recursive: true }).pipe(
    Effect.andThen(fs.writeFileString(path, text)),
    Effect.mapError(({ message }) => new CannotCheck({ message: `${path} could not be written: ${message}` }))
  )
})
