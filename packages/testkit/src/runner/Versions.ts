/** The versions of Home Assistant that a module is held to, and one verdict out of those on each of them. */
import type { Verdict } from "../catalog/Verdict.ts"
import { type HomeAssistant, homeAssistantsFrom, newestHomeAssistant } from "../subject/HomeAssistant.ts"
import type { Integration } from "../subject/Integration.ts"
import type { Plan } from "./Plan.ts"

/**
 * The versions to check an integration on, newest first: the plan's, or else the newest and the oldest that the integration
 * supports by its own word, where that behaves otherwise. An integration of Home Assistant itself supports its own version alone.
 */
export const versionsFor = (
  { homeAssistant }: Pick<Plan, "homeAssistant">,
  integration: Integration | null
): readonly [HomeAssistant, ...ReadonlyArray<HomeAssistant>] => {
  if (homeAssistant !== undefined) return [homeAssistant]
  const minimum = integration?.kind === "custom" ? integration.minimumHomeAssistant : undefined
  return minimum === undefined ? [newestHomeAssistant] : homeAssistantsFrom(minimum)
}

/**
 * A verdict reached on one version.
 */
export interface VersionVerdict {
  readonly homeAssistant: HomeAssistant
  readonly verdict: Verdict
}

/** What weighs most comes first. */
const gravity: ReadonlyArray<Verdict["verdict"]> = ["fail", "inconclusive", "pass", "notApplicable"]

/**
 * One verdict on a requirement out of those on each version, newest first: the gravest, with the versions that it is of where
 * another version has another.
 */
export const mergeVerdicts = ([first, ...rest]: readonly [
  VersionVerdict,
  ...ReadonlyArray<VersionVerdict>
]): Verdict => {
  const all = [first, ...rest]
  const gravest = all.reduce((one, other) => (weight(other) < weight(one) ? other : one)).verdict
  const durationMillis = all.reduce((sum, { verdict }) => sum + verdict.durationMillis, 0)
  const alike = all.filter(({ verdict }) => verdict.verdict === gravest.verdict)
  if (alike.length === all.length) return { ...gravest, durationMillis }
  const versions = alike.map(({ homeAssistant }) => homeAssistant.version)
  const message = `on Home Assistant ${versions.join(" and ")}: ${gravest.message}`
  return { ...gravest, durationMillis, message, homeAssistant: versions }
}

const weight = ({ verdict }: VersionVerdict): number => gravity.indexOf(verdict.verdict)
