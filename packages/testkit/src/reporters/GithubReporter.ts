/** The report for a workflow's log: annotations, which GitHub shows at the line and in the pull request. */
import type { Report } from "./Report.ts"
import { type Reporter, wholeReport } from "./Reporter.ts"
import { countOf, type Failure, failuresOf, inputText } from "./failures.ts"
import { plural, printable } from "./text.ts"

/** How many annotations of a kind GitHub takes of a step. */
const atMost = 10

/**
 * Prints workflow commands: an error for each broken MUST, a warning for each broken SHOULD, ten of each at most, and a line
 * that says what there is in all.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export const githubReporter: Reporter = wholeReport("annotations, for GitHub's workflows", (report) => {
  const failures = failuresOf(report)
  const errors = failures.filter(({ verdict }) => verdict.level === "MUST")
  const warnings = failures.filter(({ verdict }) => verdict.level === "SHOULD")
  const allErrors = [
    ...report.staleWaivers.map(staleAnnotation),
    ...errors.map((failure) => annotation("error", failure))
  ]
  const annotations = [
    ...allErrors.slice(0, atMost),
    ...warnings.slice(0, atMost).map((failure) => annotation("warning", failure))
  ]
  const hidden = allErrors.length + warnings.length - annotations.length
  return `${[...annotations, summaryOf(report, errors.length, warnings.length, hidden)].join("\n")}\n`
})

const summaryOf = (
  { staleWaivers, subjects }: Report,
  errors: number,
  warnings: number,
  hidden: number
): string => {
  const verdicts = subjects.flatMap((subject) => subject.verdicts)
  const waived = countOf(verdicts, "waived")
  const parts = [
    plural(errors, "broken MUST"),
    plural(warnings, "broken SHOULD"),
    ...(waived === 0 ? [] : [`${waived} waived`]),
    ...(staleWaivers.length === 0 ? [] : [plural(staleWaivers.length, "stale waiver")]),
    `${countOf(verdicts, "inconclusive")} inconclusive`
  ]
  const more = hidden === 0 ? "" : `, ${hidden} of them not annotated`
  return `Checked ${plural(subjects.length, "module")}: ${parts.join(", ")}${more}.`
}

const staleAnnotation = ({ file, line, message, requirement }: Report["staleWaivers"][number]): string =>
  command("error", { file, line: String(line), title: `Stale waiver of ${requirement}` }, message)

const annotation = (kind: "error" | "warning", { file, requirement, verdict }: Failure): string => {
  const { counterexample, id, message, place } = verdict
  const properties = {
    file,
    ...(place === null ? {} : { line: String(place.line) }),
    ...(place?.column === undefined ? {} : { col: String(place.column) }),
    title: `${id}: ${requirement.title}`
  }
  const text = [
    message,
    ...(counterexample === null ? [] : [`With: ${inputText(counterexample.salient)}`]),
    `Fix: ${requirement.fix}`,
    ...(counterexample === null ? [] : [`Replay: ${counterexample.replay}`])
  ].join("\n")
  return command(kind, properties, text)
}

const command = (
  kind: "error" | "warning",
  properties: { readonly [name: string]: string },
  text: string
): string => {
  const written = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(value)}`)
  return `::${kind} ${written.join(",")}::${escapeMessage(text)}`
}

const escapeMessage = (text: string): string =>
  printable(text).replaceAll(/[%\r\n]/g, (character) => encodeURIComponent(character))

const escapeProperty = (text: string): string =>
  escapeMessage(text).replaceAll(/[:,]/g, (character) => encodeURIComponent(character))
