/** What a check says of a module. */
import type { Level, RequirementId } from "./Requirement.ts"

/**
 * A minimal counterexample and how to see it again.
 *
 * @category models
 * @since 0.1.0
 */
export interface Counterexample {
  /** The smallest input found that breaks the rule, generated secrets included: they are nobody's. */
  readonly input: unknown
  /** The members of the input that matter: all others are as simple as can be. */
  readonly salient: unknown
  /** Which run found it, and how it shrank: fast-check's path, `0:0:0` written as `0x3`. */
  readonly path: string
  readonly seed: number
  /** How many inputs were tried, this one included; those of shrinking are not counted. */
  readonly runs: number
  readonly shrinks: number
  /** The command that runs exactly this input again. */
  readonly replay: string
}

/**
 * Where in an integration's folder a failure is: the line that fails, or else the nearest definition.
 */
export interface Place {
  /** Path within the folder, such as `translations/en.json`. */
  readonly file: string
  /** From 1. */
  readonly line: number
  /** From 1, where known. */
  readonly column?: number
  /** The lines around it, with the module's own secrets redacted. Null where the file could not be read. */
  readonly code: { readonly firstLine: number; readonly lines: ReadonlyArray<string> } | null
}

/**
 * A verdict on one requirement.
 *
 * - `pass`: the rule held for every input tried.
 * - `fail`: the module breaks the rule; `message` says how, `counterexample` with what (absent where the rule has
 *   no input, such as a manifest's).
 * - `waived`: the module breaks the rule, and the project has said that it knows; `waiver` says why.
 * - `notApplicable`: the rule has nothing to judge here; `message` says why.
 * - `inconclusive`: it could not be decided; `message` says what is missing.
 *
 * @category models
 * @since 0.1.0
 */
export type Verdict = {
  readonly id: RequirementId
  readonly level: Level
  readonly message: string
  /** Time it took, in milliseconds. The only member that may differ between two runs with the same seed. */
  readonly durationMillis: number
  /** The versions of Home Assistant that it is of, where the module was checked on others too and they give another. */
  readonly homeAssistant?: ReadonlyArray<string>
} & (
  | { readonly verdict: "pass" | "notApplicable" }
  | {
      readonly verdict: "inconclusive"
      /** What a user can do to have it decided, where something is missing that they can give. */
      readonly advice?: string
    }
  | ({ readonly verdict: "fail" } & Breach)
  | ({ readonly verdict: "waived"; readonly waiver: Acceptance } & Breach)
)

/** What is known of a broken rule. */
interface Breach {
  /** Null where the module was given as a value, without its files. */
  readonly place: Place | null
  readonly counterexample: Counterexample | null
  /** What happened, line by line: of a linking its steps, requests and answers; of a config flow what the user did too. */
  readonly timeLine?: ReadonlyArray<string>
}

/**
 * Why a broken rule is accepted, and for how long.
 *
 * @category models
 * @since 0.1.0
 */
export interface Acceptance {
  readonly reason: string
  /** The last day, `YYYY-MM-DD`; null where it is known from a baseline, which has none. */
  readonly expires: string | null
}
