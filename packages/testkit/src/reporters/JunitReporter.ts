/** The report for CI servers: JUnit's XML, as Jenkins, GitLab and others read it. */
import { findRequirement } from "../catalog/catalog.ts"
import type { Report } from "./Report.ts"
import { type Reporter, wholeReport } from "./Reporter.ts"
import { countOf, inputText, type SubjectReport, waiverText } from "./failures.ts"
import { placeText } from "./text.ts"
import { element, xmlText } from "./xml.ts"

type Verdict = SubjectReport["verdicts"][number]

/**
 * Prints JUnit's XML: a suite for each module, a test for each requirement. What is inconclusive or not applicable is
 * skipped, with its reason.
 *
 * @see https://github.com/jenkinsci/xunit-plugin/blob/master/src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd
 */
export const junitReporter: Reporter = wholeReport("JUnit's XML, for CI servers", (report) => {
  const suites = [...report.subjects.map(suiteOf), ...staleSuite(report)]
  const attributes = { name: "application-credentials", time: secondsOf(report), ...totals(report) }
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element("testsuites", attributes, lines(suites))}\n`
})

const totals = ({ staleWaivers, subjects }: Report) => {
  const verdicts = subjects.flatMap((subject) => subject.verdicts)
  return {
    tests: verdicts.length + staleWaivers.length,
    failures: countOf(verdicts, "fail") + staleWaivers.length,
    errors: 0
  }
}

/** A suite of the waivers that do not hold, which fail the run as broken requirements do. */
const staleSuite = ({ staleWaivers }: Report): ReadonlyArray<string> => {
  if (staleWaivers.length === 0) return []
  const cases = staleWaivers.map(({ file, line, message, requirement }) =>
    element(
      "testcase",
      { name: `the waiver of ${requirement} holds`, classname: file, time: "0.000" },
      element("failure", { message, type: "waiver" }, xmlText(`At: ${placeText({ file, line })}`))
    )
  )
  const counts = { tests: cases.length, failures: cases.length, errors: 0, skipped: 0, time: "0.000" }
  return [element("testsuite", { name: "waivers", ...counts }, lines(cases))]
}

const suiteOf = (subject: SubjectReport): string => {
  const { verdicts } = subject
  const properties = {
    domain: subject.domain,
    language: subject.language,
    homeAssistant: subject.homeAssistant.join(", "),
    isolation: subject.isolation ?? ""
  }
  return element(
    "testsuite",
    {
      name: subject.path,
      tests: verdicts.length,
      failures: countOf(verdicts, "fail"),
      errors: 0,
      skipped: verdicts.length - countOf(verdicts, "pass") - countOf(verdicts, "fail"),
      time: secondsOf(subject)
    },
    lines([
      element(
        "properties",
        {},
        lines(Object.entries(properties).map(([name, value]) => element("property", { name, value })))
      ),
      ...verdicts.map((verdict) => caseOf(verdict, subject))
    ])
  )
}

const caseOf = (verdict: Verdict, subject: SubjectReport): string => {
  const title = findRequirement(verdict.id)?.title ?? ""
  const attributes = { name: `${verdict.id} ${title}`, classname: subject.path, time: secondsOf(verdict) }
  return element("testcase", attributes, resultOf(verdict))
}

const resultOf = (verdict: Verdict): string => {
  switch (verdict.verdict) {
    case "pass":
      return ""
    case "fail":
      return element(
        "failure",
        { message: verdict.message, type: verdict.level },
        xmlText(detailsOf(verdict))
      )
    case "waived":
      return element("skipped", { message: `waived, ${waiverText(verdict)}: ${verdict.message}` })
    case "inconclusive":
      return element("skipped", { message: `inconclusive: ${verdict.message}` })
    case "notApplicable":
      return element("skipped", { message: `not applicable: ${verdict.message}` })
  }
}

const detailsOf = ({ counterexample, id, place }: Extract<Verdict, { verdict: "fail" }>): string =>
  [
    ...(place === null ? [] : [`At: ${placeText(place)}`]),
    ...(counterexample === null ? [] : [`With: ${inputText(counterexample.salient)}`]),
    `Fix: ${findRequirement(id)?.fix ?? ""}`,
    ...(counterexample === null ? [] : [`Replay: ${counterexample.replay}`])
  ].join("\n")

const secondsOf = ({ durationMillis }: { readonly durationMillis: number }): string =>
  (durationMillis / 1000).toFixed(3)

const lines = (elements: ReadonlyArray<string>): string => `\n${elements.join("\n")}\n`
