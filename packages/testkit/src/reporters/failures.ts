/** What several reports need to know of the failures of a run. */
import type { Requirement } from "../catalog/Requirement.ts"
import type { Verdict } from "../catalog/Verdict.ts"
import { findRequirement } from "../catalog/catalog.ts"
import type { PackagesReport } from "../subject/PythonPackages.ts"
import type { Report } from "./Report.ts"

/** A module that was checked, as the report has it. */
export type SubjectReport = Report["subjects"][number]

type AnyVerdict = SubjectReport["verdicts"][number]

/** A verdict that a rule is broken. */
export type FailedVerdict = Extract<AnyVerdict, { verdict: "fail" }>

/** A broken rule, with the module that breaks it. */
export interface Failure {
  readonly subject: SubjectReport
  readonly verdict: FailedVerdict
  readonly requirement: Requirement
  /** Where the failure is, from where the command ran. */
  readonly file: string
}

/** The failures of a run, the worst first: MUST before SHOULD, else in the order of the report. */
export const failuresOf = ({ subjects }: Pick<Report, "subjects">): ReadonlyArray<Failure> => {
  const failures = subjects.flatMap((subject) =>
    subject.verdicts.flatMap((verdict) => toFailure(subject, verdict))
  )
  const isMust = ({ verdict }: Failure) => verdict.level === "MUST"
  return [...failures.filter(isMust), ...failures.filter((failure) => !isMust(failure))]
}

const toFailure = (subject: SubjectReport, verdict: AnyVerdict): ReadonlyArray<Failure> => {
  const requirement = findRequirement(verdict.id)
  if (verdict.verdict !== "fail" || requirement === undefined) return []
  return [{ subject, verdict, requirement, file: placed(subject, verdict.place) }]
}

const placed = (subject: SubjectReport, place: FailedVerdict["place"]): string =>
  place === null ? subject.path : fileOf(subject, place)

/** A file of a module's folder, from where the command ran. */
const fileOf = ({ path }: SubjectReport, { file }: { readonly file: string }): string => {
  const folder = path.replaceAll(/^(?:\.\/+)+|\/+$/g, "")
  return folder === "" || folder === "." ? file : `${folder}/${file}`
}

/** What a user can do to have something decided, after a space; empty where nothing is known that helps. */
export const adviceOf = (verdict: AnyVerdict | Verdict): string =>
  verdict.verdict === "inconclusive" && verdict.advice !== undefined ? ` ${verdict.advice}` : ""

/** The packages that a module was run with, each with its version. */
export const packagesText = ({ used }: Pick<PackagesReport, "used">): string =>
  used.map(({ name, version }) => (version === null ? name : `${name} ${version}`)).join(", ")

/** A waived failure, with its module. */
export interface Waived {
  readonly subject: SubjectReport
  readonly verdict: Extract<AnyVerdict, { verdict: "waived" }>
  readonly requirement: Requirement
  /** Where the failure is, from where the command ran. */
  readonly file: string
}

/** What is waived in a run, in the order of the report. */
export const waivedOf = ({ subjects }: Pick<Report, "subjects">): ReadonlyArray<Waived> =>
  subjects.flatMap((subject) =>
    subject.verdicts.flatMap((verdict) => {
      const requirement = findRequirement(verdict.id)
      if (verdict.verdict !== "waived" || requirement === undefined) return []
      return [{ subject, verdict, requirement, file: placed(subject, verdict.place) }]
    })
  )

/** Why a failure is waived, and for how long: `the provider asks for it, until 2027-01-31`. */
export const waiverText = ({ waiver }: Pick<Waived["verdict"], "waiver">): string =>
  waiver.expires === null ? waiver.reason : `${waiver.reason} (until ${waiver.expires})`

/** What a certificate names, a line each. */
export const certificateLines = ({ certificate }: Pick<Report, "certificate">): ReadonlyArray<string> => {
  if (certificate === undefined) return []
  const { host, kit, modules } = certificate
  return [
    `kit ${kit.version}: sha256 ${kit.sha256}`,
    `host, Home Assistant ${host.homeAssistant.join(" and ")}: sha256 ${host.sha256}`,
    ...modules.map(({ language, path, sha256 }) => `${path} (${language}): sha256 ${sha256}`)
  ]
}

/** How many verdicts there are of a kind. */
export const countOf = (verdicts: ReadonlyArray<AnyVerdict>, kind: AnyVerdict["verdict"]): number =>
  verdicts.filter(({ verdict }) => verdict === kind).length

/** What matters in an input, a line for each member: `code  "x"`. */
export const inputText = (salient: unknown): string => {
  const isObject = typeof salient === "object" && salient !== null && !Array.isArray(salient)
  const entries = isObject ? Object.entries(salient) : [["input", salient] as const]
  return entries.length === 0
    ? "any input: the simplest will do"
    : entries.map(([name, value]) => `${name}  ${JSON.stringify(value) ?? "undefined"}`).join("\n")
}
