/** What happens in a run, in order. Reporters fold over these and see nothing else. */
import type { RequirementId } from "../catalog/Requirement.ts"
import type { Verdict } from "../catalog/Verdict.ts"
import type { Language } from "../subject/Integration.ts"
import type { PackagesReport } from "../subject/PythonPackages.ts"
import type { Isolation } from "../subject/Subject.ts"

/**
 * A subject as the report names it.
 *
 * @category models
 * @since 0.1.0
 */
export interface SubjectInfo {
  /** The path as the user gave it, or below it. */
  readonly path: string
  readonly domain: string
  readonly language: Language
  /** The versions of Home Assistant that it is checked on, newest first; none where its files could not be read. */
  readonly homeAssistant: ReadonlyArray<string>
}

/**
 * A waiver, or an entry of a baseline, that does not hold: it has expired, or nothing needs it any more. It fails the run.
 *
 * @category models
 * @since 0.1.0
 */
export interface StaleWaiver {
  readonly requirement: RequirementId
  /** The file that it stands in, and where. */
  readonly file: string
  readonly line: number
  /** What is wrong with it and what to do. */
  readonly message: string
}

/**
 * What was checked and what checked it, to be cited: SHA-256 of all files, in hexadecimal.
 *
 * @category models
 * @since 0.1.0
 */
export interface Certificate {
  readonly kit: { readonly version: string; readonly sha256: string }
  /** The modelled host, and the versions that it behaved as. */
  readonly host: { readonly homeAssistant: ReadonlyArray<string>; readonly sha256: string }
  readonly modules: ReadonlyArray<Pick<SubjectInfo, "path" | "language"> & { readonly sha256: string }>
}

/**
 * The part of a run that one of several machines takes, and what is needed to put the parts together.
 *
 * @category models
 * @since 0.1.0
 */
export interface Shard {
  /** From 1 to `count`. */
  readonly index: number
  readonly count: number
  /** All modules of the run, in its order. */
  readonly subjects: ReadonlyArray<Pick<SubjectInfo, "path" | "language">>
  /** Whether the run is of all that its project has. */
  readonly isWhole: boolean
}

/**
 * An event of a run. Subjects may be checked side by side, but their events come one subject after another, in the
 * order of `RunStarted`, so that a report never depends on timing.
 *
 * @category models
 * @since 0.1.0
 */
export type RunEvent =
  | {
      readonly _tag: "RunStarted"
      readonly seed: number
      readonly runs: number
      readonly subjects: ReadonlyArray<SubjectInfo>
      /** How many requirements each subject is held to. */
      readonly requirements: number
      /** Absent where the run is no part of one. */
      readonly shard?: Shard | undefined
    }
  | { readonly _tag: "SubjectStarted"; readonly subject: SubjectInfo }
  | { readonly _tag: "RequirementStarted"; readonly subject: SubjectInfo; readonly id: RequirementId }
  | { readonly _tag: "VerdictReached"; readonly subject: SubjectInfo; readonly verdict: Verdict }
  | {
      readonly _tag: "SubjectFinished"
      readonly subject: SubjectInfo
      readonly durationMillis: number
      /** What stood between the module and this machine; null where no module ran. */
      readonly isolation: Isolation | null
      /** The packages that a Python module was run with; null where it is none, or could not be loaded. */
      readonly packages: PackagesReport | null
      /** Why the subject's files could not be read at all (broken JSON, ...), or null. */
      readonly problem: string | null
    }
  | {
      readonly _tag: "RunFinished"
      readonly durationMillis: number
      readonly staleWaivers?: ReadonlyArray<StaleWaiver>
      /** Present where a certificate was asked for and given. */
      readonly certificate?: Certificate
    }
