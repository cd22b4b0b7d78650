/** The report for people: what is wrong, with what, and how to mend it; the rest in a line. */
import { Predicate } from "effect"
import { findRequirement } from "../catalog/catalog.ts"
import type { RunEvent, SubjectInfo } from "../runner/RunEvent.ts"
import type { Verdict } from "../catalog/Verdict.ts"
import { plural, wrap } from "./text.ts"

/**
 * How a piece of text looks. The names are those of Node's `util.styleText`.
 *
 * @category models
 * @since 0.1.0
 */
export type Style = "bold" | "dim" | "red" | "yellow" | "green" | "cyan"

/**
 * What the console reporter needs to know of the console.
 *
 * @category models
 * @since 0.1.0
 */
export interface ConsoleOptions {
  readonly paint: (style: Style, text: string) => string
  /** Columns of the console. */
  readonly width: number
  /** Says every verdict, and why something does not apply. */
  readonly verbose: boolean
}

/**
 * Makes a reporter: a function from each event, in order, to what is printed for it.
 *
 * @category constructors
 * @since 0.1.0
 */
export const makeConsoleReporter = (options: ConsoleOptions): ((event: RunEvent) => string) => {
  const verdicts: Array<{ readonly subject: SubjectInfo; readonly verdict: Verdict }> = []
  const ofSubject = (subject: SubjectInfo) =>
    verdicts.flatMap((entry) => (entry.subject === subject ? [entry.verdict] : []))
  return (event) => {
    switch (event._tag) {
      case "RunStarted":
        return opening(event, options)
      case "VerdictReached":
        verdicts.push(event)
        return ""
      case "SubjectFinished":
        return subjectText(event, ofSubject(event.subject), options)
      case "RunFinished":
        return closing(
          verdicts.map(({ verdict }) => verdict),
          event.durationMillis,
          new Set(verdicts.map(({ subject }) => subject)).size,
          new Set(verdicts.filter(({ verdict }) => isBroken(verdict)).map(({ subject }) => subject)).size,
          options
        )
      default:
        return ""
    }
  }
}

const isBroken = (verdict: Verdict): boolean => verdict.verdict === "fail" && verdict.level === "MUST"

const opening = (event: Extract<RunEvent, { _tag: "RunStarted" }>, { paint }: ConsoleOptions): string => {
  const { requirements, runs, seed, subjects } = event
  const what = `${plural(subjects.length, "module")}, ${plural(requirements, "requirement")}`
  return `${paint("dim", `Checking ${what}, ${plural(runs, "input")} a property, seed ${seed}`)}\n\n`
}

const subjectText = (
  event: Extract<RunEvent, { _tag: "SubjectFinished" }>,
  verdicts: ReadonlyArray<Verdict>,
  options: ConsoleOptions
): string => {
  const { paint } = options
  const { subject } = event
  const failed = verdicts.filter(({ verdict }) => verdict === "fail")
  const mark = failed.some(isBroken)
    ? paint("red", "✗")
    : failed.length > 0
      ? paint("yellow", "!")
      : paint("green", "✓")
  return [
    `${mark} ${paint("bold", subject.path)} ${paint("dim", `(${subject.domain}, ${subject.language})`)}`,
    ...failed.map((verdict) => failureText(verdict, options)),
    ...(options.verbose
      ? verdicts.filter(({ verdict }) => verdict !== "fail").map((v) => verdictText(v, options))
      : []),
    ...(options.verbose ? [] : inconclusiveText(verdicts, options)),
    `  ${tallyText(verdicts, options)} ${paint("dim", `(${seconds(event.durationMillis)})`)}`,
    "",
    ""
  ].join("\n")
}

const failureText = (verdict: Verdict, options: ConsoleOptions): string => {
  const { paint } = options
  const requirement = findRequirement(verdict.id)
  const style = verdict.level === "MUST" ? "red" : "yellow"
  const title = `  ${paint(style, verdict.level === "MUST" ? "✗" : "!")} ${paint("bold", verdict.id)} ${paint(style, verdict.level)} ${requirement?.title ?? ""}`
  const { counterexample, where } =
    verdict.verdict === "fail" ? verdict : { counterexample: null, where: null }
  return [
    title,
    ...indent(`${verdict.message}${where === null ? "" : ` (${where})`}`, options),
    ...(counterexample ? inputText(counterexample.notable, options) : []),
    ...indent(`Mend: ${requirement?.fix ?? ""}`, options, "cyan"),
    ...(counterexample ? [`      ${paint("dim", counterexample.replay)}`] : []),
    ""
  ].join("\n")
}

const margin = 6

const indent = (text: string, { paint, width }: ConsoleOptions, style?: Style): ReadonlyArray<string> =>
  wrap(text, Math.max(40, width - margin)).map(
    (line) => " ".repeat(margin) + (style ? paint(style, line) : line)
  )

/** What matters in the counterexample, a line for each member, cut to the width. */
const inputText = (notable: unknown, { paint, width }: ConsoleOptions): ReadonlyArray<string> => {
  const entries =
    Predicate.isObject(notable) && !Array.isArray(notable)
      ? Object.entries(notable)
      : [["input", notable] as const]
  if (entries.length === 0) return [paint("dim", "      with any input: the simplest will do")]
  const column = Math.max(...entries.map(([name]) => name.length))
  return [
    paint("dim", "      with"),
    ...entries.map(([name, value]) => {
      const text = `        ${name.padEnd(column)}  ${JSON.stringify(value) ?? "undefined"}`
      return paint("dim", text.length > width ? `${text.slice(0, width - 1)}…` : text)
    })
  ]
}

const verdictText = (verdict: Verdict, { paint }: ConsoleOptions): string => {
  const mark = {
    pass: paint("green", "✓"),
    notApplicable: paint("dim", "-"),
    inconclusive: paint("yellow", "?"),
    fail: ""
  }
  return `  ${mark[verdict.verdict]} ${verdict.id.padEnd(6)} ${paint("dim", verdict.message)}`
}

/** What could not be decided, a line for each reason. */
const inconclusiveText = (
  verdicts: ReadonlyArray<Verdict>,
  options: ConsoleOptions
): ReadonlyArray<string> => {
  const byReason = new Map<string, Array<string>>()
  for (const { id, message, verdict } of verdicts) {
    if (verdict === "inconclusive") byReason.set(message, [...(byReason.get(message) ?? []), id])
  }
  return [...byReason].flatMap(([reason, ids]) => {
    const [first = "", ...rest] = wrap(
      `${ids.join(", ")} undecided: ${reason}`,
      Math.max(40, options.width - 4)
    )
    return [`  ${options.paint("yellow", "?")} ${first}`, ...rest.map((line) => `    ${line}`)]
  })
}

const tallyText = (verdicts: ReadonlyArray<Verdict>, { paint }: ConsoleOptions): string => {
  const count = (wanted: Verdict["verdict"]) => verdicts.filter(({ verdict }) => verdict === wanted).length
  const parts: ReadonlyArray<readonly [number, Style, string]> = [
    [count("pass"), "green", "passed"],
    [count("fail"), "red", "failed"],
    [count("inconclusive"), "yellow", "undecided"],
    [count("notApplicable"), "dim", "not applicable"]
  ]
  return parts
    .filter(([number]) => number > 0)
    .map(([number, style, word]) => paint(style, `${number} ${word}`))
    .join(", ")
}

const closing = (
  verdicts: ReadonlyArray<Verdict>,
  durationMillis: number,
  subjects: number,
  broken: number,
  options: ConsoleOptions
): string => {
  const conforming = subjects - broken
  const verdict =
    broken === 0
      ? options.paint(
          "green",
          `${plural(subjects, "module")} ${subjects === 1 ? "keeps" : "keep"} every MUST.`
        )
      : options.paint(
          "red",
          `${conforming} of ${plural(subjects, "module")} ${conforming === 1 ? "keeps" : "keep"} every MUST.`
        )
  const hint = verdicts.some(({ verdict }) => verdict === "fail")
    ? ` ${options.paint("dim", "More on a requirement: application-credentials explain ID")}`
    : ""
  return `${verdict} ${options.paint("dim", seconds(durationMillis))}${hint}\n`
}

const seconds = (millis: number): string => `${(millis / 1000).toFixed(1)} s`
