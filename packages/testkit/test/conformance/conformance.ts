/** The test kit's own conformance: no sound module is accused, and each requirement catches its faulty ones. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { catalog } from "../../src/catalog/catalog.ts"
import { homeAssistants, newestHomeAssistant } from "../../src/subject/HomeAssistant.ts"
import type { Language } from "../../src/subject/Integration.ts"
import type { Mutant } from "../mutants/Mutant.ts"
import { mutants } from "../mutants/mutants.ts"
import { soundIntegrations } from "../mutants/soundIntegrations.ts"
import { checkFiles } from "./checkFiles.ts"

/** Python modules that are waited for each time, until the limit. */
const hangs = ["loops-forever", "tries-again-for-ever"]

/** The failing verdict on a faulty module with so many inputs of each property, or null: most faults show with few. */
const failureOf = Effect.fnUntraced(function* (mutant: Mutant, runs: number) {
  const { fault, homeAssistant, kills } = mutant
  const verdicts = yield* checkFiles(mutant, {
    requirements: [kills],
    runs,
    homeAssistant,
    ...(hangs.includes(fault) ? { timeLimitMillis: 2000 } : {})
  })
  const verdict = verdicts.get(kills)
  return verdict?.verdict === "fail" ? verdict : null
})

/** Describes it for the modules of one language: a file each, so that they run side by side. */
export const describeTestkit = (language: Language): void => {
  const sound = soundIntegrations.filter((integration) => integration.language === language)
  // Config flows have a test of their own: flows.test.ts.
  const faulty = mutants.filter((mutant) => mutant.language === language && !mutant.kills.startsWith("FLO-"))

  describe("a sound module", () => {
    const cases = sound.flatMap((integration) =>
      homeAssistants.map(({ version }) => [integration.name, version, integration] as const)
    )
    it.live.each(cases)("%s is not accused on Home Assistant %s", ([, homeAssistant, integration]) =>
      Effect.gen(function* () {
        const runs = homeAssistant === newestHomeAssistant.version ? 30 : 10
        const verdicts = yield* checkFiles(integration, { runs, homeAssistant })
        const accused = [...verdicts.values()].filter(({ verdict }) => verdict === "fail")
        assert.deepStrictEqual(accused, [])
        assert.strictEqual(verdicts.size, catalog.length)
      })
    )
  })

  describe("a faulty module", () => {
    it.live.each(faulty.map((mutant) => [`${mutant.kills} ${mutant.fault}`, mutant] as const))(
      "%s is caught, at a line of its files",
      ([, mutant]) =>
        Effect.gen(function* () {
          const failure = (yield* failureOf(mutant, 10)) ?? (yield* failureOf(mutant, 50))
          if (failure === null) return assert.fail(`${mutant.kills} does not fail`)
          const { file = "", line = 0 } = failure.place ?? {}
          assert.isDefined(mutant.files[file], `no file ${file}`)
          assert.isNotEmpty(mutant.files[file]?.split("\n")[line - 1]?.trim(), `${file}:${line}`)
          assert.isAbove(failure.place?.code?.lines.length ?? 0, 0)
        })
    )
  })
}
