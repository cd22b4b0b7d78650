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
  | { readonly _tag: "RunFinished"; readonly durationMillis: number }
