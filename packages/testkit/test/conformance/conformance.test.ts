/** The test kit's own conformance: no sound module is accused, and each requirement catches a faulty one. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { catalog } from "../../src/catalog/catalog.ts"
import { checks } from "../../src/checks/checks.ts"
import { mutants } from "../mutants/mutants.ts"
import { soundIntegrations } from "../mutants/sound.ts"
import { checkFiles } from "./checkFiles.ts"

describe("the catalogue", () => {
  it("has one check a requirement, in the same order", () => {
    assert.deepStrictEqual(
      checks.map(({ id }) => id),
      catalog.map(({ id }) => id)
    )
  })

  it("has a faulty module for every requirement", () => {
    const killed = new Set<string>(mutants.map(({ kills }) => kills))
    assert.deepStrictEqual(
      catalog.map(({ id }) => id).filter((id) => !killed.has(id)),
      []
    )
  })
})

describe("a sound module", () => {
  it.live.each(soundIntegrations.map((sound) => [`${sound.language} ${sound.name}`, sound] as const))(
    "%s is not accused",
    ([, sound]) =>
      Effect.gen(function* () {
        const verdicts = yield* checkFiles(sound, { runs: 30 })
        const accused = [...verdicts.values()].filter(({ verdict }) => verdict === "fail")
        assert.deepStrictEqual(accused, [])
        assert.strictEqual(verdicts.size, catalog.length)
      })
  )
})

describe("a faulty module", () => {
  it.live.each(
    mutants.map((mutant) => [`${mutant.kills} ${mutant.language} ${mutant.fault}`, mutant] as const)
  )("%s is caught", ([, mutant]) =>
    Effect.gen(function* () {
      const verdicts = yield* checkFiles(mutant, { requirements: [mutant.kills], runs: 50 })
      const verdict = verdicts.get(mutant.kills)
      assert.strictEqual(verdict?.verdict, "fail", verdict?.message)
    })
  )
})
