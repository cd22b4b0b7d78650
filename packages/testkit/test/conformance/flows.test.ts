/** Config flows: no sound one is accused, and each faulty one breaks its own rule and no other that is binding. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { catalog } from "../../src/catalog/catalog.ts"
import { flo } from "../mutants/flo.ts"
import { soundFlows } from "../mutants/soundFlows.ts"
import { checkFiles } from "./checkFiles.ts"

const requirements = catalog.map(({ id }) => id).filter((id) => id.startsWith("FLO-"))

const check = (integration: Parameters<typeof checkFiles>[0] & { readonly homeAssistant?: string }) =>
  checkFiles(integration, { requirements, runs: 1, homeAssistant: integration.homeAssistant })

describe("a sound config flow", () => {
  it.live.each(soundFlows.map((integration) => [integration.name, integration] as const))(
    "%s is not accused",
    ([, integration]) =>
      Effect.gen(function* () {
        const verdicts = [...(yield* check(integration)).values()]
        const unsound = verdicts.filter(({ verdict }) => verdict === "fail" || verdict === "inconclusive")
        assert.deepStrictEqual(
          unsound.map(({ id, message }) => `${id}: ${message}`),
          []
        )
      })
  )
})

describe("a faulty config flow", () => {
  it.live.each(flo.map((mutant) => [`${mutant.kills} ${mutant.fault}`, mutant] as const))(
    "%s is caught",
    ([, mutant]) =>
      Effect.gen(function* () {
        const verdicts = [...(yield* check(mutant)).values()]
        const failed = verdicts.filter(({ verdict }) => verdict === "fail")
        const own = verdicts.find(({ id }) => id === mutant.kills)
        assert.include(
          failed.map(({ id }) => id),
          mutant.kills,
          own?.message
        )
        assert.deepStrictEqual(
          failed.filter(({ id, level }) => level === "MUST" && id !== mutant.kills).map(({ id }) => id),
          []
        )
      })
  )
})
