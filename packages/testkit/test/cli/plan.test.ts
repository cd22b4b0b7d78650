import { assert, describe, it } from "@effect/vitest"
import { Effect, Option } from "effect"
import { catalog } from "../../src/catalog/catalog.ts"
import { planOf } from "../../src/cli/plan.ts"

const flags = {
  homeAssistant: Option.none(),
  noFlow: true,
  replay: Option.none(),
  requirement: [],
  runs: Option.none(),
  seed: Option.none()
}

describe("--no-flow", () => {
  it.effect("leaves out the config flow, and nothing else", () =>
    Effect.gen(function* () {
      const { requirements, withoutFlow } = yield* planOf(flags, null)
      assert.isTrue(withoutFlow)
      const others = catalog.map(({ id }) => id).filter((id) => !id.startsWith("FLO-"))
      assert.deepStrictEqual(requirements, others)
      assert.deepStrictEqual(
        (yield* planOf({ ...flags, requirement: ["FLO-2", "AUT-1"] }, null)).requirements,
        ["AUT-1"]
      )
    })
  )

  it.effect("is an error where nothing is left", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(planOf({ ...flags, requirement: ["FLO"] }, null))
      assert.strictEqual(error.message, "--no-flow leaves nothing of what --requirement names.")
    })
  )
})
