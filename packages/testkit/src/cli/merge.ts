/** `application-credentials merge`: makes one report of those of several machines. */
import { Effect, FileSystem, Schema, Stream } from "effect"
import { Argument, Command } from "effect/cli"
import { mergeReports } from "../reporters/mergeReports.ts"
import { Report } from "../reporters/Report.ts"
import { applyDecisions } from "../runner/Waivers.ts"
import { conclude, readSettings } from "./decisions.ts"
import { CannotCheck } from "./errors.ts"
import { reportFlags } from "./flags.ts"
import { parseReports, writeReports } from "./reports.ts"

/** The command. */
export const merge = Command.make(
  "merge",
  {
    reports: Argument.String("report").pipe(
      Argument.withDescription("A report that check --shard wrote with --reporter json=FILE"),
      Argument.atLeast(1)
    ),
    ...reportFlags
  },
  Effect.fnUntraced(function* (input) {
    const destinations = yield* parseReports(input.reporter, input.output)
    const reports = yield* Effect.forEach(input.reports, readReport)
    const { events, isWhole } = yield* Effect.fromResult(mergeReports(reports)).pipe(
      Effect.mapError((message) => new CannotCheck({ message }))
    )
    const settings = yield* readSettings(
      events.flatMap((event) => (event._tag === "SubjectStarted" ? [event.subject.path] : [])),
      input
    )
    const decide = applyDecisions({ ...settings.decisions, judges: () => (isWhole ? "all" : "seen") })
    const report = yield* writeReports(Stream.map(Stream.fromIterable(events), decide), destinations, input)
    const problems = report.subjects.flatMap(({ problem }) => problem ?? [])
    if (problems.length > 0) return yield* new CannotCheck({ message: problems.join("\n") })
    yield* conclude(report, settings)
  })
).pipe(
  Command.withDescription(
    "Makes one report of those of a run's shards: the one that a single run gives, durations aside, which are the sums of theirs. Waivers and baseline count once more, and so do exit codes."
  ),
  Command.withShortDescription("Put the reports of shards together"),
  Command.withExamples([
    {
      command: "application-credentials merge shard-*.json --reporter html=report.html",
      description: "Make one page of the reports of four machines"
    }
  ])
)

const decode = Schema.decodeUnknownEffect(Schema.fromJsonString(Report))

/** How large a report may be. */
const largestBytes = 256 * 2 ** 20

const readReport = Effect.fnUntraced(
  function* (file: string) {
    const fs = yield* FileSystem.FileSystem
    const { size } = yield* fs.stat(file)
    if (size > largestBytes) return yield* new CannotCheck({ message: `${file} is larger than 256 MiB.` })
    return yield* decode(yield* fs.readFileString(file))
  },
  (effect, file) =>
    effect.pipe(
      Effect.catchTag("PlatformError", ({ reason }) =>
        Effect.fail(new CannotCheck({ message: `${file} cannot be read: ${reason._tag}.` }))
      ),
      Effect.catchTag("SchemaError", () =>
        Effect.fail(
          new CannotCheck({ message: `${file} is no report: check --reporter json=FILE writes one.` })
        )
      )
    )
)
