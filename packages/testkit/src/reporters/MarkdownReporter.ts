/** The report for pull requests: GitHub's Markdown, for a comment or a job's summary. */
import { requirementUrl } from "../catalog/requirementUrl.ts"
import { conclusionOf } from "./Conformance.ts"
import type { Report } from "./Report.ts"
import { type Reporter, wholeReport } from "./Reporter.ts"
import {
  adviceOf,
  certificateLines,
  countOf,
  type Failure,
  failuresOf,
  inputText,
  type SubjectReport,
  type Waived,
  waivedOf,
  waiverText
} from "./failures.ts"
import { placeText, plural, printable } from "./text.ts"

/** How long the report may be, in characters: GitHub takes 65,536 of a comment. */
const limit = 60_000

/** How much of an input is shown, in characters. */
const inputLimit = 1_500

/** Prints a table of the modules and then each failure, the worst first; what is too much is counted. */
export const markdownReporter: Reporter = wholeReport(
  "Markdown, for a comment or a job's summary",
  (report) => {
    const failures = failuresOf(report)
    const { text } = conclusionOf(report.subjects.map(({ verdicts }) => verdicts))
    const opening = `## Application credentials\n\n**${text}** ${about(report)}\n${staleText(report)}`
    const rows = fitting(report.subjects.map(rowOf), limit / 3)
    const table = `\n${tableHead}\n${rows.kept.join("")}${moreText(rows.left, "module")}`
    const used = opening.length + table.length
    const blocks = fitting(failures.map(failureText), limit - used - reserve)
    const sections = `${blocks.kept.join("")}${moreText(blocks.left, "failure")}`
    const left = limit - used - sections.length - reserve
    const waived = listSection("Waived", waivedOf(report).map(waivedText), left, "waived failure")
    const reasons = report.subjects.flatMap(reasonsOf)
    const inconclusive = listSection("Inconclusive", reasons, left - waived.length, "inconclusive verdict")
    const certificate = listSection(
      "Certified",
      certificateLines(report).map((line) => `- ${prose(line)}\n`),
      left - waived.length - inconclusive.length,
      "hash"
    )
    return opening + table + sections + waived + inconclusive + certificate
  }
)

/** Kept free for what says what is left out, in characters. */
const reserve = 500

/** The texts that fit into a number of characters, and how many are left. */
const fitting = (texts: ReadonlyArray<string>, characters: number) => {
  let used = 0
  const end = texts.findIndex((text) => (used += text.length) > characters)
  const kept = end === -1 ? texts : texts.slice(0, end)
  return { kept, left: texts.length - kept.length }
}

/** A list under a title, with what does not fit counted; nothing where the list is empty. */
const listSection = (
  title: string,
  items: ReadonlyArray<string>,
  characters: number,
  noun: string
): string => {
  if (items.length === 0) return ""
  const { kept, left } = fitting(items, characters)
  return `\n### ${title}\n\n${kept.join("")}${moreText(left, noun)}`
}

const moreText = (left: number, noun: string): string =>
  left === 0 ? "" : `\n_${plural(left, `more ${noun}`)}, left out here to keep this short._\n`

const about = ({ runs, seed }: Report): string => `${plural(runs, "input")} a property, seed ${seed}.`

/** Waivers that do not hold, ten at most. */
const staleText = ({ staleWaivers }: Report): string => {
  const shown = staleWaivers
    .slice(0, 10)
    .map((stale) => `- ❌ ${prose(placeText(stale))}: ${prose(stale.message)}\n`)
  const more = moreText(staleWaivers.length - shown.length, "stale waiver")
  return shown.length === 0 ? "" : `\n${shown.join("")}${more}`
}

const tableHead = [
  "| | module | Home Assistant | isolation | passed | failed | waived | inconclusive | not applicable |",
  "| - | - | - | - | -: | -: | -: | -: | -: |"
].join("\n")

const rowOf = ({ homeAssistant, isolation, path, verdicts }: SubjectReport): string => {
  const mark = { red: "❌", yellow: "❔", green: "✅" }[conclusionOf([verdicts]).style]
  const counts = (["pass", "fail", "waived", "inconclusive", "notApplicable"] as const).map((kind) =>
    countOf(verdicts, kind)
  )
  const cells = [mark, prose(path), prose(homeAssistant.join(", ")), isolation ?? "", ...counts]
  return `| ${cells.join(" | ")} |\n`
}

const failureText = ({ file, requirement, verdict }: Failure): string => {
  const { counterexample, id, level, message, place } = verdict
  const where = prose(place === null ? file : placeText({ ...place, file }))
  return [
    "",
    `### ${level === "MUST" ? "❌" : "⚠️"} ${id} ${level}: ${prose(requirement.title)}`,
    "",
    `At ${where}: ${prose(message)}`,
    ...(counterexample === null
      ? []
      : ["", "With", "", fenced(shortened(inputText(counterexample.salient)))]),
    "",
    `Fix: ${prose(requirement.fix)} [More on ${id}](${requirementUrl(requirement.id)})`,
    ...(counterexample === null ? [] : ["", "Replay", "", fenced(shortened(counterexample.replay))]),
    ""
  ].join("\n")
}

const waivedText = ({ file, verdict }: Waived): string => {
  const where = verdict.place === null ? file : placeText({ ...verdict.place, file })
  return `- ${prose(where)}, ${verdict.id}: ${prose(verdict.message)}. Accepted: ${prose(waiverText(verdict))}\n`
}

const reasonsOf = ({ path, verdicts }: SubjectReport): ReadonlyArray<string> =>
  verdicts.flatMap((verdict) =>
    verdict.verdict === "inconclusive"
      ? [`- ${prose(path)}, ${verdict.id}: ${prose(`${verdict.message}${adviceOf(verdict)}`)}\n`]
      : []
  )

const shortened = (text: string): string =>
  text.length > inputLimit ? `${text.slice(0, inputLimit)}…`.toWellFormed() : text

/** A text as it is, with no mark-up, link or mention in it, on one line. It never begins a line. */
const prose = (text: string): string =>
  shortened(printable(text).replaceAll("\n", " "))
    .replaceAll(/[&<>`*_[\]~$\\]|:(?=\/\/)|(?<=www)\./gi, (character) => `\\${character}`)
    // Nobody is called, and no issue referred to.
    .replaceAll(/[@#]/g, (character) => `${character}&#8203;`)
    .replaceAll("|", "&#124;")

/** A text as it is, in a block of its own. */
const fenced = (text: string): string => {
  const ticks = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)) + 1
  const fence = "`".repeat(ticks)
  return `${fence}text\n${printable(text)}\n${fence}`
}
