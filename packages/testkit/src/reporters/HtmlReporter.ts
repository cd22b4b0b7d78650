/** The report to read in a browser: one file that needs no network and no script, and can be printed. */
import { isRequirementId } from "../catalog/catalog.ts"
import { conclusionOf } from "./Conformance.ts"
import { requirementUrl } from "../catalog/requirementUrl.ts"
import type { Report } from "./Report.ts"
import { type Reporter, wholeReport } from "./Reporter.ts"
import {
  adviceOf,
  certificateLines,
  countOf,
  type Failure,
  failuresOf,
  inputText,
  packagesText,
  type SubjectReport,
  type Waived,
  waivedOf,
  waiverText
} from "./failures.ts"
import { htmlStyle } from "./htmlStyle.ts"
import { placeText, plural, ranges } from "./text.ts"
import { element, xmlText } from "./xml.ts"

/** Prints a page: each module with what it was judged on, its failures, and what could not be decided and why. */
export const htmlReporter: Reporter = wholeReport("a page to read, print and send", (report) => {
  const { style, text } = conclusionOf(report.subjects.map(({ verdicts }) => verdicts))
  const about = `${plural(report.runs, "input")} a property, seed ${report.seed}, ${seconds(report.durationMillis)}`
  const failures = failuresOf(report)
  const modules = report.subjects.map((subject, index) =>
    moduleSection(
      subject,
      `module-${index + 1}`,
      failures.filter((failure) => failure.subject === subject),
      waivedOf({ subjects: [subject] })
    )
  )
  return [
    "<!doctype html>",
    '<html lang="en">',
    '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>Application credentials: ${xmlText(text)}</title><style>${htmlStyle}</style></head>`,
    "<body>",
    element(
      "header",
      {},
      tag("h1", style, text) + tag("p", "soft", about) + staleList(report) + contents(report)
    ),
    element("main", {}, [...modules, ...certificateCard(report)].join("\n")),
    element("footer", { class: "soft" }, tag("p", "", "Made by application-credentials check.")),
    "</body>",
    "</html>",
    ""
  ].join("\n")
})

/** An element with a text in it. */
const tag = (name: string, style: string, text: string): string =>
  element(name, style === "" ? {} : { class: style }, xmlText(text) || " ")

/** The waivers that do not hold. */
const staleList = ({ staleWaivers }: Report): string => {
  const items = staleWaivers.map((stale) => tag("li", "red", `${placeText(stale)}: ${stale.message}`))
  return items.length === 0 ? "" : element("ul", { "aria-label": "Stale waivers" }, items.join(""))
}

const contents = ({ subjects }: Report): string => {
  if (subjects.length < 2) return ""
  const items = subjects.map(({ path, verdicts }, index) => {
    const { style } = conclusionOf([verdicts])
    const link = element("a", { href: `#module-${index + 1}` }, xmlText(path) || " ")
    return element("li", {}, `${tag("span", style, marks[style])} ${link}`)
  })
  return element("nav", { "aria-label": "Modules" }, element("ul", {}, items.join("")))
}

const marks = { red: "✗", yellow: "?", green: "✓" }

const moduleSection = (
  subject: SubjectReport,
  id: string,
  failures: ReadonlyArray<Failure>,
  waived: ReadonlyArray<Waived>
): string => {
  const { style, text } = conclusionOf([subject.verdicts])
  const parts = [
    element("h2", { id }, `${tag("span", style, marks[style])} ${xmlText(subject.path)}`),
    tag("p", style, text),
    facts(subject),
    ...failures.map(failureSection),
    waivedSection(waived),
    inconclusiveSection(subject),
    restSection(subject)
  ]
  const shown = parts.filter((part) => part !== "")
  return element("section", { class: "card", "aria-labelledby": id }, shown.join("\n"))
}

const isolations = {
  os: "the operating system's sandbox around a process under Node's permission model",
  process: "a process under Node's permission model",
  browser: "a worker of a browser",
  none: "none: the module ran with the rights of the command"
}

const facts = (subject: SubjectReport): string => {
  const { domain, homeAssistant, isolation, language, packages, problem, verdicts } = subject
  const counts = [
    `${countOf(verdicts, "pass")} passed`,
    `${countOf(verdicts, "fail")} failed`,
    ...(countOf(verdicts, "waived") === 0 ? [] : [`${countOf(verdicts, "waived")} waived`]),
    `${countOf(verdicts, "inconclusive")} inconclusive`,
    `${countOf(verdicts, "notApplicable")} not applicable`
  ]
  const entries: ReadonlyArray<readonly [string, string]> = [
    ["Domain", domain],
    ["Language", language === "python" ? "Python" : "TypeScript"],
    [
      "Judged on",
      homeAssistant.length === 0 ? "no Home Assistant" : `Home Assistant ${homeAssistant.join(" and ")}`
    ],
    ["Isolation", isolation === null ? "no module ran" : isolations[isolation]],
    ...(packages === null || packages.used.length === 0
      ? []
      : [["Packages", packagesText(packages)] as const]),
    ...(packages?.standIns ?? []).map(({ name, reason }) => ["Stand-in", `${name}: ${reason}`] as const),
    ["Verdicts", counts.join(", ")],
    ...(problem === null ? [] : [["Problem", problem] as const])
  ]
  return element(
    "dl",
    {},
    entries.map(([name, value]) => tag("dt", "", name) + tag("dd", "", value)).join("")
  )
}

const failureSection = ({ file, requirement, verdict }: Failure): string => {
  const { counterexample, id, level, message, place, timeLine = [] } = verdict
  const style = level === "MUST" ? "red" : "yellow"
  const title = `${tag("span", `level ${style}`, `${id} ${level}`)} ${xmlText(requirement.title)}`
  return element(
    "article",
    { class: "failure" },
    [
      element("h3", {}, title),
      tag("p", "message", message),
      tag("h4", "", "Where"),
      element("p", {}, tag("code", "", place === null ? file : placeText({ ...place, file }))),
      ...(place?.code ? [codeBlock(place.code, place.line)] : []),
      ...(counterexample === null
        ? []
        : [tag("h4", "", "With"), tag("pre", "", inputText(counterexample.salient))]),
      ...timeLineSection(timeLine),
      tag("h4", "", "Why it matters"),
      tag("p", "", requirement.rationale),
      tag("h4", "", "Fix"),
      tag("p", "", requirement.fix),
      ...(counterexample === null
        ? []
        : [tag("h4", "", "Replay"), tag("pre", "", counterexample.replay), wholeInput(counterexample.input)]),
      element(
        "p",
        { class: "soft" },
        `More: ${element("a", { href: requirementUrl(requirement.id) }, id)}. Source: ${element("a", { href: requirement.source.url }, xmlText(requirement.source.name))}`
      )
    ].join("\n")
  )
}

/** What happened, step by step; what belongs to a step stands further in. */
const timeLineSection = (lines: ReadonlyArray<string>): ReadonlyArray<string> => {
  const steps: Array<{ readonly what: string; readonly parts: Array<string> }> = []
  for (const line of lines) {
    if (line.startsWith(" ")) steps.at(-1)?.parts.push(line.replace(/^ {2}/, ""))
    else steps.push({ what: line, parts: [] })
  }
  const items = steps.map(({ parts, what }) =>
    element("li", {}, tag("p", "", what) + (parts.length === 0 ? "" : tag("pre", "", parts.join("\n"))))
  )
  return items.length === 0
    ? []
    : [tag("h4", "", "What happened"), element("ol", { class: "line" }, items.join(""))]
}

/** The whole input, with the answers that the module was given. */
const wholeInput = (input: unknown): string => {
  const text = JSON.stringify(input, null, 2) ?? "undefined"
  const shown = text.length > inputLimit ? `${text.slice(0, inputLimit)}…` : text
  return element(
    "details",
    {},
    tag("summary", "", "The whole input, answers included") + tag("pre", "", shown)
  )
}

/** How much of an input is shown, in characters. */
const inputLimit = 20_000

const codeBlock = (
  { firstLine, lines }: { readonly firstLine: number; readonly lines: ReadonlyArray<string> },
  failing: number
): string => {
  const rows = lines.map((line, index) => {
    const number = firstLine + index
    const text = `${String(number).padStart(4)}  ${line}`
    return number === failing ? tag("span", "here", text) : tag("span", "", text)
  })
  return element("pre", { class: "code" }, rows.join(""))
}

const certificateCard = (report: Report): ReadonlyArray<string> => {
  const items = certificateLines(report).map((line) => element("li", {}, tag("code", "", line)))
  return items.length === 0
    ? []
    : [
        element(
          "section",
          { class: "card", "aria-labelledby": "certificate" },
          element("h2", { id: "certificate" }, "Certified") + element("ul", {}, items.join(""))
        )
      ]
}

/** What is broken and accepted, with the reason. */
const waivedSection = (waived: ReadonlyArray<Waived>): string => {
  const items = waived.map(({ file, requirement, verdict }) => {
    const where = verdict.place === null ? file : placeText({ ...verdict.place, file })
    return element(
      "li",
      {},
      [
        `${tag("strong", "", verdict.id)} ${xmlText(requirement.title)}: ${xmlText(verdict.message)} (${tag("code", "", where)})`,
        tag("p", "soft", `Accepted: ${waiverText(verdict)}`)
      ].join("")
    )
  })
  return items.length === 0
    ? ""
    : element("div", { class: "failure" }, tag("h3", "yellow", "Waived") + element("ul", {}, items.join("")))
}

/** What could not be decided, a line for each reason. */
const inconclusiveSection = ({ verdicts }: SubjectReport): string => {
  const byReason = Map.groupBy(
    verdicts.filter(({ verdict }) => verdict === "inconclusive"),
    (verdict) => `${verdict.message}${adviceOf(verdict)}`
  )
  if (byReason.size === 0) return ""
  const items = [...byReason].map(([reason, alike]) =>
    element(
      "li",
      {},
      `${tag("strong", "", ranges(alike.flatMap(({ id }) => (isRequirementId(id) ? [id] : []))))}: ${xmlText(reason)}`
    )
  )
  const advice =
    "These rules are neither kept nor broken as far as can be seen here. Fix the failures first: many of these follow from them."
  return element(
    "div",
    { class: "failure" },
    tag("h3", "yellow", "Could not be decided") + tag("p", "", advice) + element("ul", {}, items.join(""))
  )
}

/** What is kept and what does not apply, to be unfolded. */
const restSection = ({ verdicts }: SubjectReport): string => {
  const rest = verdicts.filter(({ verdict }) => verdict === "pass" || verdict === "notApplicable")
  const items = rest.map(({ id, message, verdict }) => {
    const mark = verdict === "pass" ? "✓" : "–"
    return element("li", {}, `${mark} ${tag("strong", "", id)} ${xmlText(message)}`)
  })
  return items.length === 0
    ? ""
    : element(
        "details",
        {},
        tag("summary", "", `Passed and not applicable (${rest.length})`) + element("ul", {}, items.join(""))
      )
}

const seconds = (millis: number): string => `${(millis / 1000).toFixed(1)} s`
