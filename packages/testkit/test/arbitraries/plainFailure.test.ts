import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { scenarioWithFailures } from "../../src/arbitraries/plainFailure.ts"

describe("linkings in search of secrets", () => {
  it.each(["exchangeAnswer", "refreshAnswer"] as const)(
    "let the %s succeed about as often as fail",
    (answer) => {
      const succeeded = fc
        .sample(scenarioWithFailures, { numRuns: 1_000, seed: 1 })
        .filter((scenario) => scenario[answer] === null)
      assert.isAbove(succeeded.length, 400)
      assert.isBelow(succeeded.length, 600)
    }
  )
})
