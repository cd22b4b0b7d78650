/** The report for people: what is wrong, with what, and how to fix it; the rest in a line. */
import type { Verdict } from "../catalog/Verdict.ts"
import type { RunEvent, SubjectInfo } from "../runner/RunEvent.ts"
import { conclusionOf } from "./Conformance.ts"
import type { Reporter, ReporterOptions } from "./Reporter.ts"
import { certificateLines } from "./failures.ts"
import { seconds, subjectText } from "./subjectText.ts"
import { placeText, plural, printable } from "./text.ts"

/** Prints what is wrong with each module as soon as it is checked. */
export const consoleReporter: Reporter = {
  summary: "for people",
  start: (options) => {
    const bySubject = new Map<SubjectInfo, Array<Verdict>>()
    return (event) => {
      switch (event._tag) {
        case "RunStarted":
          return options.quiet ? "" : opening(event, options)
        case "SubjectStarted":
          bySubject.set(event.subject, [])
          return ""
        case "RequirementStarted":
          return ""
        case "VerdictReached":
          bySubject.get(event.subject)?.push(event.verdict)
          return ""
        case "SubjectFinished":
          return options.quiet && isFine(bySubject.get(event.subject) ?? [])
            ? ""
            : subjectText(event, bySubject.get(event.subject) ?? [], options)
        case "RunFinished":
          return options.quiet && [...bySubject.values()].every(isFine) && event.staleWaivers === undefined
            ? ""
            : staleText(event, options) +
                closing([...bySubject.values()], event.durationMillis, options) +
                certificateText(event, options)
      }
    }
  }
}

/** Whether there is nothing to say of a module: it keeps every rule, or does so where the rule applies. */
const isFine = (verdicts: ReadonlyArray<Verdict>): boolean =>
  verdicts.every(({ verdict }) => verdict === "pass" || verdict === "notApplicable" || verdict === "waived")

const opening = (event: Extract<RunEvent, { _tag: "RunStarted" }>, { paint }: ReporterOptions): string => {
  const { requirements, runs, seed, subjects } = event
  const what = `${plural(subjects.length, "module")}, ${plural(requirements, "requirement")}`
  return `${paint("dim", `Checking ${what}, ${plural(runs, "input")} a property, seed ${seed}`)}\n\n`
}

const staleText = (
  { staleWaivers = [] }: Extract<RunEvent, { _tag: "RunFinished" }>,
  { paint }: ReporterOptions
): string => {
  const lines = staleWaivers.map(
    (stale) => `${paint("red", "✗")} ${printable(`${placeText(stale)}: ${stale.message}`)}`
  )
  return lines.length === 0 ? "" : `${lines.join("\n")}\n\n`
}

const certificateText = (
  { certificate }: Extract<RunEvent, { _tag: "RunFinished" }>,
  { paint }: ReporterOptions
): string =>
  certificate === undefined
    ? ""
    : [
        paint("green", "Certified:"),
        ...certificateLines({ certificate }).map((line) => `  ${printable(line)}`),
        ""
      ].join("\n")

const closing = (
  subjects: ReadonlyArray<ReadonlyArray<Verdict>>,
  durationMillis: number,
  { paint }: ReporterOptions
): string => {
  const hasFailure = subjects.flat().some(({ verdict }) => verdict === "fail")
  const hint = hasFailure ? " More on a requirement: application-credentials explain ID" : ""
  const { style, text } = conclusionOf(subjects)
  return `${paint(style, text)} ${paint("dim", `${seconds(durationMillis)}${hint}`)}\n`
}
