/** The report for code scanning: SARIF 2.1.0, which GitHub, GitLab and editors show at the line. */
import manifest from "../../package.json" with { type: "json" }
import { families, type Requirement } from "../catalog/Requirement.ts"
import { catalog } from "../catalog/catalog.ts"
import { requirementUrl } from "../catalog/requirementUrl.ts"
import type { Report } from "./Report.ts"
import { type Reporter, wholeReport } from "./Reporter.ts"
import {
  certificateLines,
  type Failure,
  failuresOf,
  inputText,
  type SubjectReport,
  type Waived,
  waivedOf,
  waiverText
} from "./failures.ts"
import { printable } from "./text.ts"

/**
 * Prints one SARIF run: a rule for each requirement, a result for each failure, and a notification for what is
 * inconclusive.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html
 */
export const sarifReporter: Reporter = wholeReport(
  "SARIF 2.1.0, for code scanning",
  (report) => `${JSON.stringify(sarifOf(report), null, 2)}\n`
)

const sarifOf = (report: Report) => ({
  $schema: "https://json.schemastore.org/sarif-2.1.0.json",
  version: "2.1.0",
  runs: [
    {
      tool: {
        driver: {
          name: "application-credentials",
          semanticVersion: manifest.version,
          informationUri: manifest.homepage,
          rules: catalog.map(ruleOf)
        }
      },
      columnKind: "utf16CodeUnits",
      invocations: [
        {
          executionSuccessful: report.subjects.every(({ problem }) => problem === null),
          toolExecutionNotifications: [
            ...report.subjects.flatMap(notificationsOf),
            ...report.staleWaivers.map(staleNotification)
          ]
        }
      ],
      results: [...failuresOf(report).map(resultOf), ...waivedOf(report).map(waivedResult)],
      properties: {
        seed: report.seed,
        runs: report.runs,
        ...(report.certificate === undefined ? {} : { certificate: certificateLines(report).map(printable) })
      }
    }
  ]
})

const ruleOf = ({ fix, id, level, rationale, title }: Requirement) => ({
  id,
  shortDescription: { text: title },
  fullDescription: { text: rationale },
  help: { text: fix },
  helpUri: requirementUrl(id),
  defaultConfiguration: { level: sarifLevel(level) },
  properties: { tags: [level, familyOf(id)] }
})

const familyOf = (id: string): string =>
  Object.entries(families).find(([family]) => id.startsWith(`${family}-`))?.[1] ?? ""

/** Code scanning shows no result that is suppressed, and keeps it. */
const waivedResult = (waived: Waived) => ({
  ...resultOf(waived),
  suppressions: [
    { kind: "external", status: "accepted", justification: printable(waiverText(waived.verdict)) }
  ]
})

const staleNotification = ({ file, line, message, requirement }: Report["staleWaivers"][number]) => ({
  level: "error",
  associatedRule: { id: requirement },
  message: plain(message),
  locations: [{ physicalLocation: { artifactLocation: artifact(file), region: { startLine: line } } }]
})

const resultOf = ({ file, requirement, subject, verdict }: Failure | Waived) => {
  const { counterexample, id, level, message, place } = verdict
  return {
    ruleId: id,
    ruleIndex: catalog.indexOf(requirement),
    level: sarifLevel(level),
    message: plain(messageOf(verdict)),
    locations: [
      {
        physicalLocation: {
          artifactLocation: artifact(file),
          ...(place === null ? {} : { region: regionOf(place), ...contextOf(place) })
        }
      }
    ],
    partialFingerprints: {
      "requirementOfModule/v1": `${id} ${printable(subject.path)} ${printable(message)}`
    },
    ...(counterexample === null
      ? {}
      : { properties: { replay: printable(counterexample.replay), seed: counterexample.seed } })
  }
}

/** A message without links: SARIF has `[text](target)` in plain text too. */
const plain = (text: string) => ({ text: printable(text).replaceAll("](", "] (") })

const messageOf = ({ counterexample, message }: (Failure | Waived)["verdict"]): string =>
  counterexample === null ? message : `${message}\nWith: ${inputText(counterexample.salient)}`

type FailurePlace = NonNullable<Failure["verdict"]["place"]>

const regionOf = ({ column, line }: FailurePlace) => ({
  startLine: line,
  ...(column === undefined ? {} : { startColumn: column })
})

const contextOf = ({ code }: FailurePlace) =>
  code === null
    ? {}
    : {
        contextRegion: {
          startLine: code.firstLine,
          endLine: code.firstLine + code.lines.length - 1,
          snippet: { text: printable(code.lines.join("\n")) }
        }
      }

const notificationsOf = (subject: SubjectReport) =>
  subject.verdicts.flatMap(({ id, message, verdict }) =>
    verdict === "inconclusive"
      ? [
          {
            level: "note",
            associatedRule: { id },
            message: plain(`${id} is inconclusive: ${message}`),
            locations: [{ physicalLocation: { artifactLocation: artifact(subject.path) } }]
          }
        ]
      : []
  )

const sarifLevel = (level: Requirement["level"]): string => (level === "MUST" ? "error" : "warning")

/** A file, from the repository's root where the command ran there. */
const artifact = (path: string) => {
  const uri = path.toWellFormed().split("/").map(encodeURIComponent).join("/")
  return path.startsWith("/") ? { uri: `file://${uri}` } : { uri, uriBaseId: "%SRCROOT%" }
}
