/** What a check says of a module. */
import type { Counterexample } from "../catalog/Verdict.ts"
import type { SubjectGone } from "../subject/Subject.ts"
import { type Finding, Inconclusive } from "./Finding.ts"

/** What a check says, before the runner adds level, time and the command to replay. */
export type CheckResult =
  | { readonly verdict: "pass" | "notApplicable"; readonly message: string }
  | { readonly verdict: "inconclusive"; readonly message: string; readonly advice?: string }
  | {
      readonly verdict: "fail"
      readonly message: string
      readonly where: string | null
      readonly counterexample: Omit<Counterexample, "replay"> | null
      readonly timeLine?: ReadonlyArray<string>
    }

/** What a finding says of a module where there is no input. */
export const toResult = (finding: Finding): CheckResult => {
  switch (finding._tag) {
    case "Violated":
      return {
        verdict: "fail",
        message: finding.message,
        where: finding.where ?? null,
        counterexample: null,
        ...(finding.timeLine === undefined ? {} : { timeLine: finding.timeLine })
      }
    case "NotApplicable":
      return { verdict: "notApplicable", message: finding.message }
    case "Inconclusive":
      return inconclusive(finding)
  }
}

/** What a finding says that could not be decided. */
export const inconclusive = ({ advice, message }: Inconclusive): CheckResult => ({
  verdict: "inconclusive",
  message,
  ...(advice === undefined ? {} : { advice })
})

/** What was found. Where a worker died and the check does not judge that, the rule is inconclusive. */
export const toFinding = (finding: Finding | SubjectGone): Finding =>
  finding._tag === "SubjectGone" ? new Inconclusive({ message: `${finding.message} (see MOD-4)` }) : finding
