/** What the project has decided about verdicts: its configuration, its baseline, and the flags that overrule both. */
import { Effect, FileSystem, Option, Path } from "effect"
import type { Command } from "effect/cli"
import { readBaseline, writeBaseline } from "../config/Baseline.ts"
import { type Config, findConfig, readConfig } from "../config/Config.ts"
import { conforms, type FailOn } from "../reporters/Conformance.ts"
import type { Report } from "../reporters/Report.ts"
import { plural } from "../reporters/text.ts"
import { type Decisions, today, type Waiver } from "../runner/Waivers.ts"
import { print } from "./console.ts"
import { CannotCheck, DoesNotConform } from "./errors.ts"
import type { reportFlags } from "./flags.ts"

type Flags = Command.Command.Config.Infer<
  Pick<typeof reportFlags, "config" | "failOn" | "baseline" | "updateBaseline">
>

/** What is decided, but for what depends on the run. */
export interface Settings {
  readonly config: Config | null
  readonly failOn: FailOn
  readonly decisions: Omit<Decisions, "judges">
  /** The baseline's file, what it knows, and whether it is to be written. */
  readonly baseline: {
    readonly file: string
    readonly known: ReadonlyArray<Waiver>
    readonly update: boolean
  } | null
}

/** Reads the configuration, which is the nearest to the paths where none is named, and the baseline. */
export const readSettings = Effect.fnUntraced(
  function* (paths: ReadonlyArray<string>, flags: Flags) {
    const config = yield* configOf(paths, flags.config)
    const baseline = yield* baselineOf(Option.getOrUndefined(flags.baseline) ?? config?.baseline, flags)
    const { resolve } = yield* Path.Path
    const decisions = {
      waivers: [...(config?.waivers ?? []), ...(baseline?.known ?? [])],
      levels: config?.levels ?? new Map(),
      today: yield* today,
      absolute: (path: string) => resolve(path)
    }
    const failOn = Option.getOrUndefined(flags.failOn) ?? config?.failOn ?? "must"
    return { config, failOn, decisions, baseline } satisfies Settings
  },
  Effect.catchTag("InvalidFile", ({ message }) => Effect.fail(new CannotCheck({ message })))
)

const configOf = Effect.fnUntraced(function* (paths: ReadonlyArray<string>, named: Option.Option<string>) {
  if (Option.isSome(named)) return yield* readConfig(named.value)
  const found = new Set(yield* Effect.forEach(paths.length === 0 ? ["."] : paths, findConfig))
  const [file = null, other] = [...found].filter((each) => each !== null)
  if (other !== undefined) {
    return yield* new CannotCheck({
      message: `The paths have two configurations, ${file} and ${other}: name one by --config FILE, or check one after the other.`
    })
  }
  return file === null ? null : yield* readConfig(file)
})

const baselineOf = Effect.fnUntraced(function* (file: string | undefined, { updateBaseline }: Flags) {
  if (file === undefined) {
    if (!updateBaseline) return null
    return yield* new CannotCheck({
      message: "--update-baseline has no file to write: name it by --baseline FILE."
    })
  }
  const fs = yield* FileSystem.FileSystem
  const isThere = yield* Effect.orElseSucceed(fs.exists(file), () => true)
  if (!isThere && !updateBaseline) {
    return yield* new CannotCheck({
      message: `There is no baseline ${file}. Write it with --baseline ${file} --update-baseline.`
    })
  }
  return { file, known: isThere ? yield* readBaseline(file) : [], update: updateBaseline }
})

/** Ends the command as the report says, after writing the baseline where that was asked for. */
export const conclude = Effect.fnUntraced(function* (report: Report, { baseline, failOn }: Settings) {
  if (baseline?.update !== true) {
    if (!conforms(report, failOn)) return yield* new DoesNotConform()
    return
  }
  const count = yield* writeBaseline(baseline.file, report, baseline.known).pipe(
    Effect.mapError(({ message }) => new CannotCheck({ message }))
  )
  yield* print(`Wrote ${plural(count, "known failure")} to ${baseline.file}.\n`)
  const { known } = baseline
  const isOwn = ({ file, line }: { file: string; line: number }) =>
    known.some(({ place }) => place.file === file && place.line === line)
  const staleWaivers = report.staleWaivers.filter((stale) => !isOwn(stale))
  if (failOn !== "never" && staleWaivers.length > 0) return yield* new DoesNotConform()
})
