/** What a run is asked to do. */
import type { RequirementId } from "../catalog/Requirement.ts"
import { checks } from "../checks/checks.ts"
import type { Check } from "../engine/Check.ts"
import { type HomeAssistant, newestHomeAssistant } from "../subject/HomeAssistant.ts"

/**
 * How a module is checked: which requirements, with which seed and how many inputs for each property.
 *
 * @category models
 * @since 0.1.0
 */
export interface Plan {
  readonly seed: number
  readonly runs: number
  /** Only these requirements; all of them where it is empty. */
  readonly requirements: ReadonlyArray<RequirementId>
  /** Replays one counterexample of the one requirement named. */
  readonly path?: string | undefined
  /** The one version of Home Assistant to check on; what the integration supports where there is none. */
  readonly homeAssistant?: HomeAssistant | undefined
  /** Plays no config flow: what rests on one is judged by the source alone. */
  readonly withoutFlow?: boolean | undefined
}

/**
 * How many inputs a property is given unless a plan says otherwise.
 *
 * @category constants
 * @since 0.1.0
 */
export const defaultRuns = 100

/**
 * The seed of a run that names none, so that two runs of the same version agree.
 *
 * @category constants
 * @since 0.1.0
 */
export const defaultSeed = 1

/** The checks of a plan, in the order of the catalogue. */
export const checksOf = ({ requirements }: Plan): ReadonlyArray<Check> =>
  requirements.length === 0 ? checks : checks.filter(({ id }) => requirements.includes(id))

/** Says how one counterexample is seen again. */
export type Replay = (id: RequirementId, seed: number, path: string) => string

/** The command that runs exactly one counterexample of a subject again. It names a version that is not the newest. */
export const replayCommand =
  (subjectPath: string, { version }: HomeAssistant): Replay =>
  (id, seed, path) =>
    `application-credentials check ${quoted(subjectPath)} --requirement ${id} --seed ${seed} --path ${path}` +
    (version === newestHomeAssistant.version ? "" : ` --home-assistant ${version}`)

const quoted = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
