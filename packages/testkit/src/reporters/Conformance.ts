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

/** Whether a verdict is that a MUST is broken, and that this is accepted. */
const isWaived = ({ level, verdict }: Verdict): boolean => verdict === "waived" && level === "MUST"

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
 * Tells whether a report passes: no verdict counts against a module by `failOn`, and every waiver is still needed and has
 * not expired.
 *
 * @category conformance
 * @since 0.1.0
 */
export const conforms = (report: Report, failOn: FailOn): boolean =>
  failOn === "never" ||
  (report.staleWaivers.length === 0 &&
    !report.subjects.some(({ verdicts }) => verdicts.some((verdict) => countsAgainst(verdict, failOn))))

/** What a run comes to, in a sentence, and the colour that it has. */
export const conclusionOf = (
  subjects: ReadonlyArray<ReadonlyArray<Verdict>>
): { readonly style: "red" | "yellow" | "green"; readonly text: string } => {
  if (subjects.length === 0) return { style: "green", text: "There was nothing to check." }
  const modules = plural(subjects.length, "module")
  const broken = subjects.filter((verdicts) => verdicts.some(isBroken)).length
  if (broken > 0) {
    const which = subjects.length === 1 ? modules : `${broken} of ${modules}`
    return { style: "red", text: `${which} ${broken === 1 ? "breaks" : "break"} a MUST.` }
  }
  const exceptions = [
    ...(subjects.flat().some(isInconclusive) ? ["could be decided"] : []),
    ...(subjects.flat().some(isWaived) ? ["is not waived"] : [])
  ]
  const which = exceptions.length === 0 ? "" : ` that ${exceptions.join(" and ")}`
  const text = `${modules} ${subjects.length === 1 ? "keeps" : "keep"} every MUST${which}.`
  return { style: exceptions.length === 0 ? "green" : "yellow", text }
}
