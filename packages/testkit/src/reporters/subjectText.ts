/** What the report for people says of one module. */
import { Predicate } from "effect"
import type { RequirementId } from "../catalog/Requirement.ts"
import type { Verdict } from "../catalog/Verdict.ts"
import { findRequirement } from "../catalog/catalog.ts"
import type { RunEvent, SubjectInfo } from "../runner/RunEvent.ts"
import type { PackagesReport } from "../subject/PythonPackages.ts"
import type { Isolation } from "../subject/Subject.ts"
import { isBroken, isInconclusive } from "./Conformance.ts"
import type { ReporterOptions, Style } from "./Reporter.ts"
import { adviceOf, packagesText, waiverText } from "./failures.ts"
import { placeText, printable, ranges, wrap } from "./text.ts"

/**
 * Prints what a module's check came to: each failure with its counterexample and how to fix it, the rest in short.
 */
export const subjectText = (
  { durationMillis, isolation, packages, subject }: Extract<RunEvent, { _tag: "SubjectFinished" }>,
  verdicts: ReadonlyArray<Verdict>,
  options: ReporterOptions
): string => {
  const { paint, verbose } = options
  const about = [
    printable(subject.domain),
    subject.language,
    ...versionsText(subject),
    ...isolationText(isolation)
  ].join(", ")
  const failed = verdicts.filter(isFailure)
  const waived = verdicts.filter(isWaived)
  const others = verdicts.filter((verdict) => !isFailure(verdict) && !isWaived(verdict))
  return [
    `${markOf(verdicts, options)} ${paint("bold", printable(subject.path))} ${paint("dim", `(${about})`)}`,
    ...failed.flatMap((verdict) => failureLines(verdict, options)),
    ...waived.flatMap((verdict) => waivedLines(verdict, options)),
    ...(verbose
      ? others.flatMap((verdict) => verdictLines(verdict, options))
      : inconclusiveLines(others, options)),
    ...packageLines(packages, options),
    `  ${tallyText(verdicts, options)} ${paint("dim", `(${seconds(durationMillis)})`)}`,
    "",
    ""
  ].join("\n")
}

const isolationText = (isolation: Isolation | null): ReadonlyArray<string> =>
  isolation === null ? [] : [isolation === "none" ? "not isolated" : `isolation ${isolation}`]
const versionsText = ({ homeAssistant }: SubjectInfo): ReadonlyArray<string> =>
  homeAssistant.length === 0 ? [] : [`Home Assistant ${homeAssistant.join(" and ")}`]

/** A duration as people read it: `1.2 s`. */
export const seconds = (millis: number): string => `${(millis / 1000).toFixed(1)} s`

type Failure = Extract<Verdict, { verdict: "fail" }>

type Waived = Extract<Verdict, { verdict: "waived" }>

const isFailure = (verdict: Verdict): verdict is Failure => verdict.verdict === "fail"

const isWaived = (verdict: Verdict): verdict is Waived => verdict.verdict === "waived"

const markOf = (verdicts: ReadonlyArray<Verdict>, { paint }: ReporterOptions): string => {
  if (verdicts.some(isBroken)) return paint("red", "✗")
  if (verdicts.some(isFailure)) return paint("yellow", "!")
  if (verdicts.some(isInconclusive)) return paint("yellow", "?")
  return verdicts.some(isWaived) ? paint("yellow", "~") : paint("green", "✓")
}

const failureLines = (
  { counterexample, id, level, message, place, timeLine = [] }: Failure,
  options: ReporterOptions
): ReadonlyArray<string> => {
  const { paint } = options
  const requirement = findRequirement(id)
  const style = level === "MUST" ? "red" : "yellow"
  const mark = paint(style, level === "MUST" ? "✗" : "!")
  return [
    `  ${mark} ${paint("bold", id)} ${paint(style, level)} ${requirement?.title ?? ""}`,
    ...indent(`${message}${place === null ? "" : ` (${placeText(place)})`}`, options),
    ...(counterexample ? inputLines(counterexample.salient, options) : []),
    ...(counterexample ? [] : timeLine.flatMap((line) => timeLineText(line, options))),
    ...indent(`Fix: ${requirement?.fix ?? ""}`, options, "cyan"),
    ...(counterexample ? [`      ${paint("dim", printable(counterexample.replay))}`] : []),
    ""
  ]
}

/** A line of what happened; what belongs to it stands further in. */
const timeLineText = (line: string, options: ReporterOptions): ReadonlyArray<string> => {
  const text = line.trimStart()
  const columns = margin + 2 + line.length - text.length
  return hanging(" ".repeat(columns), columns + 2, text, options, "dim")
}

const margin = 6

const indent = (text: string, { paint, width }: ReporterOptions, style?: Style): ReadonlyArray<string> =>
  wrap(printable(text), Math.max(40, width - margin)).map(
    (line) => " ".repeat(margin) + (style ? paint(style, line) : line)
  )

/** What matters in the counterexample, a line for each member, cut to the width. */
const inputLines = (salient: unknown, { paint, width }: ReporterOptions): ReadonlyArray<string> => {
  const members =
    Predicate.isObject(salient) && !Array.isArray(salient)
      ? Object.entries(salient)
      : [["input", salient] as const]
  const entries = members.map(
    ([name, value]) => [printable(name).replaceAll("\n", "\\u000a"), value] as const
  )
  if (entries.length === 0) return [paint("dim", "      with any input: the simplest will do")]
  const column = Math.max(...entries.map(([name]) => name.length))
  return [
    paint("dim", "      with"),
    ...entries.map(([name, value]) => {
      const text = `        ${name.padEnd(column)}  ${printable(JSON.stringify(value) ?? "undefined")}`
      return paint("dim", text.length > width ? `${text.slice(0, width - 1).toWellFormed()}…` : text)
    })
  ]
}

const waivedLines = (verdict: Waived, options: ReporterOptions): ReadonlyArray<string> =>
  hanging(
    `  ${options.paint("yellow", "~")} `,
    4,
    `${verdict.id} waived, ${waiverText(verdict)}: ${verdict.message}`,
    options
  )

const verdictLines = (
  verdict: Exclude<Verdict, Failure | Waived>,
  options: ReporterOptions
): ReadonlyArray<string> => {
  const { id, message } = verdict
  const { paint } = options
  const mark = {
    pass: paint("green", "✓"),
    notApplicable: paint("dim", "-"),
    inconclusive: paint("yellow", "?")
  }
  return hanging(
    `  ${mark[verdict.verdict]} ${id.padEnd(6)} `,
    11,
    `${message}${adviceOf(verdict)}`,
    options,
    "dim"
  )
}

/** Which packages a module was run with, and what stood in for others. */
const packageLines = (packages: PackagesReport | null, options: ReporterOptions): ReadonlyArray<string> => {
  const { used, standIns } = packages ?? { used: [], standIns: [] }
  const folders = [...new Set(used.map(({ folder }) => folder))]
  const line = (text: string) => hanging("  · ", 4, text, options, "dim")
  return [
    ...(used.length === 0 ? [] : line(`run with ${packagesText({ used })}, from ${folders.join(" and ")}`)),
    ...standIns.flatMap(({ name, reason }) => line(`something stands in for ${name}: ${reason}`))
  ]
}

/** What is inconclusive, a line for each reason, and what can be done about it. */
const inconclusiveLines = (
  verdicts: ReadonlyArray<Verdict>,
  options: ReporterOptions
): ReadonlyArray<string> => {
  const byReason = new Map<string, { readonly ids: Array<RequirementId>; readonly advice: string }>()
  for (const verdict of verdicts) {
    if (verdict.verdict !== "inconclusive") continue
    const { advice = "", id, message } = verdict
    const { ids } = byReason.get(message) ?? { ids: [] }
    byReason.set(message, { ids: [...ids, id], advice })
  }
  return [...byReason].flatMap(([reason, { advice, ids }]) => [
    ...hanging(`  ${options.paint("yellow", "?")} `, 4, `${ranges(ids)} inconclusive: ${reason}`, options),
    ...(advice === "" ? [] : hanging("    ", 4, advice, options, "cyan"))
  ])
}

/** A text after something that takes so many columns, its further lines below its first. */
const hanging = (
  before: string,
  columns: number,
  text: string,
  { paint, width }: ReporterOptions,
  style?: Style
): ReadonlyArray<string> =>
  wrap(printable(text), Math.max(40, width - columns)).map(
    (line, index) => (index === 0 ? before : " ".repeat(columns)) + (style ? paint(style, line) : line)
  )

const tallyText = (verdicts: ReadonlyArray<Verdict>, { paint }: ReporterOptions): string => {
  const count = (wanted: Verdict["verdict"]) => verdicts.filter(({ verdict }) => verdict === wanted).length
  const parts: ReadonlyArray<readonly [number, Style, string]> = [
    [count("pass"), "green", "passed"],
    [count("fail"), "red", "failed"],
    [count("waived"), "yellow", "waived"],
    [count("inconclusive"), "yellow", "inconclusive"],
    [count("notApplicable"), "dim", "not applicable"]
  ]
  return parts
    .filter(([number]) => number > 0)
    .map(([number, style, word]) => paint(style, `${number} ${word}`))
    .join(", ")
}
