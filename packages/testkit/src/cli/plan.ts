/** Makes the plan of a run: the flags where they say something, the configuration where they do not. */
import { Effect, Option } from "effect"
import type { Command } from "effect/cli"
import type { RequirementId } from "../catalog/Requirement.ts"
import { catalog } from "../catalog/catalog.ts"
import type { Config } from "../config/Config.ts"
import { defaultRuns, defaultSeed, type Plan } from "../runner/Plan.ts"
import { isPath } from "../runner/ReplayPath.ts"
import { homeAssistantOf, oldestKnownVersion } from "../subject/HomeAssistant.ts"
import { CannotCheck } from "./errors.ts"
import type { runFlags } from "./flags.ts"
import { parseRequirements } from "./requirements.ts"

type Flags = Command.Command.Config.Infer<
  Pick<typeof runFlags, "homeAssistant" | "noFlow" | "replay" | "requirement" | "runs" | "seed">
>

/** The plan. */
export const planOf = Effect.fnUntraced(function* (flags: Flags, config: Config | null) {
  const named = yield* parseRequirements(flags.requirement)
  const requirements = flags.noFlow ? notAboutFlow(named) : named
  if (flags.noFlow && requirements.length === 0) {
    return yield* new CannotCheck({ message: "--no-flow leaves nothing of what --requirement names." })
  }
  const path = Option.getOrUndefined(flags.replay)
  if (path !== undefined && requirements.length !== 1) {
    return yield* new CannotCheck({
      message: "--path replays one requirement: name it with --requirement ID."
    })
  }
  if (path !== undefined && !isPath(path)) {
    return yield* new CannotCheck({
      message: `--path takes numbers and colons such as 3:0x5:1, not ${path}.`
    })
  }
  const version = Option.getOrUndefined(flags.homeAssistant) ?? config?.homeAssistant
  return {
    seed: Option.getOrUndefined(flags.seed) ?? config?.seed ?? defaultSeed,
    runs: Option.getOrUndefined(flags.runs) ?? config?.runs ?? defaultRuns,
    requirements,
    path,
    homeAssistant: version === undefined ? undefined : yield* knownVersion(version),
    withoutFlow: flags.noFlow
  } satisfies Plan
})

/** The requirements that are not about the config flow, of those named or of all. */
const notAboutFlow = (named: ReadonlyArray<RequirementId>): ReadonlyArray<RequirementId> =>
  (named.length === 0 ? catalog.map(({ id }) => id) : named).filter((id) => !id.startsWith("FLO-"))

const knownVersion = Effect.fnUntraced(function* (version: string) {
  const found = homeAssistantOf(version)
  if (found !== null) return found
  return yield* new CannotCheck({
    message: `--home-assistant takes a version from ${oldestKnownVersion} on, such as 2026.9, not ${version}.`
  })
})
