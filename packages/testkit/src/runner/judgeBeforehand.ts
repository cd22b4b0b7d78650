/** What the checks say of the host's own implementation, found out before there is a module: when this package is built. */
import { Effect } from "effect"
import { checks } from "../checks/checks.ts"
import { hashOf, hostOn, type JudgedHost, judgeNoting } from "../engine/HostJudgement.ts"
import { linkingsOn } from "../engine/SharedHost.ts"
import type { RunScript } from "../engine/batchScripts.ts"
import type { HomeAssistant } from "../subject/HomeAssistant.ts"
import type { Performance } from "../subject/Protocol.ts"
import { defaultRuns, defaultSeed } from "./Plan.ts"

/** Judged hosts, by language and version of Home Assistant: `python-2026.10`. */
export type JudgedHosts = { readonly [host: string]: JudgedHost }

/** Has every check that can judge the host do so, by default with the inputs of a run that names none. */
export const judgeBeforehand = Effect.fnUntraced(function* (
  run: RunScript,
  homeAssistant: HomeAssistant,
  inputs: JudgedHost["inputs"] = { seed: defaultSeed, runs: defaultRuns }
) {
  const performances: { [script: string]: Performance } = {}
  const noted: RunScript = (script) =>
    Effect.tap(run(script), (seen) => Effect.sync(() => void (performances[hashOf(script)] = seen)))
  yield* linkingsOn(noted)(inputs)
  const host = hostOn(run, homeAssistant)
  const noting = { ...host, judge: judgeNoting(host, noted, homeAssistant) }
  const judgements = yield* Effect.forEach(checks, ({ id, judgeHost }) =>
    Effect.map(judgeHost?.(noting, inputs) ?? Effect.succeed(null), (judgement) => [id, judgement] as const)
  )
  return { inputs, judgements: Object.fromEntries(judgements), performances } satisfies JudgedHost
})
