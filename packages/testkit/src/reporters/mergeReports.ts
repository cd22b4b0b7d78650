/** Puts the reports of a run's shards together, as if one machine had made them. */
import { Result } from "effect"
import { findRequirement, isRequirementId } from "../catalog/catalog.ts"
import type { Verdict } from "../catalog/Verdict.ts"
import type { RunEvent } from "../runner/RunEvent.ts"
import type { SubjectReport } from "./failures.ts"
import type { Report } from "./Report.ts"
import { plural } from "./text.ts"

type Shard = NonNullable<Report["shard"]>

/**
 * Gives the events of the whole run, in its order, and whether the run is of all that its project has. Its duration is the
 * sum of those of the shards. Fails with a sentence where a shard is missing, there twice, or of another run.
 */
export const mergeReports = (
  reports: ReadonlyArray<Report>
): Result.Result<{ readonly events: ReadonlyArray<RunEvent>; readonly isWhole: boolean }, string> => {
  const shards = reports.flatMap(({ shard }) => shard ?? [])
  const [first] = reports
  const [shard] = shards
  if (first === undefined || shard === undefined || shards.length < reports.length) {
    return Result.fail(
      "Only reports of shards can be merged: check --shard 1/4 --reporter json=FILE makes one."
    )
  }
  const isOther = (report: Report) => runOf(report) !== runOf(first)
  if (reports.some(isOther)) {
    return Result.fail(
      "The reports are of different runs: their seeds, inputs, requirements or modules differ."
    )
  }
  if (reports.some(({ subjects }) => subjects.some(hasUnknownId))) {
    return Result.fail(
      "A report names requirements that are not known here: merge with the version that made it."
    )
  }
  const problem = shardProblem(shards)
  if (problem !== null) return Result.fail(problem)
  const found = new Map(
    reports.flatMap(({ subjects }) => subjects.map((subject) => [keyOf(subject), subject]))
  )
  const subjects = shard.subjects.flatMap((subject) => found.get(keyOf(subject)) ?? [])
  if (subjects.length < shard.subjects.length) {
    return Result.fail("A report is not whole: it lacks a module that its shard has.")
  }
  const { shard: _, ...whole } = first
  const durationMillis = reports.reduce((sum, report) => sum + report.durationMillis, 0)
  return Result.succeed({ events: eventsOf({ ...whole, subjects, durationMillis }), isWhole: shard.isWhole })
}

const hasUnknownId = ({ verdicts }: SubjectReport): boolean => verdicts.some(({ id }) => !isRequirementId(id))

/** What the reports of one run have in common. */
const runOf = ({ requirements, runs, schemaVersion, seed, shard }: Report): string =>
  JSON.stringify({ schemaVersion, seed, runs, requirements, ...shard, index: 0 })

const shardProblem = (shards: ReadonlyArray<Shard>): string | null => {
  const [{ count } = { count: 0 }] = shards
  const indices = shards.map(({ index }) => index)
  const twice = indices.find((index, position) => indices.indexOf(index) < position)
  if (twice !== undefined) return `Shard ${twice}/${count} is there twice.`
  const missing = Array.from({ length: count }, (_, index) => index + 1).filter(
    (index) => !indices.includes(index)
  )
  return missing.length === 0
    ? null
    : `${plural(missing.length, "report")} of ${count} missing: ${missing.map((index) => `shard ${index}/${count}`).join(", ")}.`
}

const keyOf = ({ language, path }: Pick<SubjectReport, "language" | "path">): string => `${language} ${path}`

/** The events that a report is folded from, but for those that say what begins. */
const eventsOf = (report: Report): ReadonlyArray<RunEvent> => {
  const subjects = report.subjects.map((subject) => {
    const { durationMillis, isolation, packages, problem, verdicts, ...info } = subject
    const finished = { durationMillis, isolation, packages, problem }
    return { info, finished, verdicts: verdicts.flatMap(toVerdict) }
  })
  const { requirements, runs, seed } = report
  return [
    { _tag: "RunStarted", seed, runs, requirements, subjects: subjects.map(({ info }) => info) },
    ...subjects.flatMap(({ finished, info, verdicts }): ReadonlyArray<RunEvent> => [
      { _tag: "SubjectStarted", subject: info },
      ...verdicts.map((verdict): RunEvent => ({ _tag: "VerdictReached", subject: info, verdict })),
      { _tag: "SubjectFinished", subject: info, ...finished }
    ]),
    { _tag: "RunFinished", durationMillis: report.durationMillis }
  ]
}

const toVerdict = (verdict: SubjectReport["verdicts"][number]): ReadonlyArray<Verdict> => {
  const requirement = findRequirement(verdict.id)
  return requirement === undefined ? [] : [{ ...verdict, id: requirement.id, level: requirement.level }]
}
