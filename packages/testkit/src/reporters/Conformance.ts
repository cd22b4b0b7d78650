/** Whether what was found makes a run fail. */
import type { Report } from "./Report.ts"
import { plural } from "./text.ts"

/**
 * What makes a run fail: a broken MUST, any broken requirement, those and what could not be decided, or nothing.
 *
 * @category models
 * @since 0.1.0
 */
export const failOnChoices = ["must", "should", "inconclusive", "never"] as const

/**
 * One of {@link failOnChoices}.
 *
 * @category models
 * @since 0.1.0
 */
export type FailOn = (typeof failOnChoices)[number]

type Verdict = Pick<Report["subjects"][number]["verdicts"][number], "verdict" | "level">

/** Whether a verdict is that a MUST is broken. */
export const isBroken = ({ level, verdict }: Verdict): boolean => verdict === "fail" && level === "MUST"

/** Whether a verdict does not say if a MUST is kept. */
export const isInconclusive = ({ level, verdict }: Verdict): boolean =>
  verdict === "inconclusive" && level === "MUST"

/** Whether a verdict counts against the module. */
export const countsAgainst = (verdict: Verdict, failOn: FailOn): boolean => {
  switch (failOn) {
    case "must":
      return isBroken(verdict)
    case "should":
      return verdict.verdict === "fail"
    case "inconclusive":
      return verdict.verdict === "fail" || verdict.verdict === "inconclusive"
    case "never":
      return false
  }
}

/**
 * Whether every subject of a report conforms.
 *
 * @category conformance
 * @since 0.1.0
 */
export const conforms = (report: Report, failOn: FailOn): boolean =>
  !report.subjects.some(({ verdicts }) => verdicts.some((verdict) => countsAgainst(verdict, failOn)))

/** What a run comes to, in a sentence, and the colour that it has. */
export const conclusionOf = (
  subjects: ReadonlyArray<ReadonlyArray<Verdict>>
): { readonly style: "red" | "yellow" | "green"; readonly text: string } => {
  const modules = plural(subjects.length, "module")
  const broken = subjects.filter((verdicts) => verdicts.some(isBroken)).length
  if (broken > 0) {
    const which = subjects.length === 1 ? modules : `${broken} of ${modules}`
    return { style: "red", text: `${which} ${broken === 1 ? "breaks" : "break"} a MUST.` }
  }
  const kept = `${modules} ${subjects.length === 1 ? "keeps" : "keep"} every MUST`
  return subjects.flat().some(isInconclusive)
    ? { style: "yellow", text: `${kept} that could be decided.` }
    : { style: "green", text: `${kept}.` }
}
