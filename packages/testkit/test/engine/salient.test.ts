import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import { ordinaryScenario } from "../../src/arbitraries/scenario.ts"
import { salient, simplestOf } from "../../src/engine/salient.ts"

describe("what is salient in a counterexample", () => {
  it("is nothing where the simplest input will do", () => {
    assert.deepStrictEqual(salient(simplestOf(ordinaryScenario), simplestOf(ordinaryScenario)), {})
  })

  it("is the members, at any depth, that differ from the simplest", () => {
    const simplest = { host: { my: true, base: "a" }, code: "a" }
    assert.deepStrictEqual(salient({ host: { my: false, base: "a" }, code: "a" }, simplest), {
      host: { my: false }
    })
  })

  it("is the input itself where it has no members", () => {
    assert.deepStrictEqual(salient([1, 2], []), [1, 2])
  })

  it("is the same simplest input for any seed that a property starts from", () => {
    const shrunk = (seed: number) =>
      fc.check(
        fc.property(ordinaryScenario, () => false),
        { seed }
      ).counterexample?.[0]
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        assert.deepStrictEqual(shrunk(seed), simplestOf(ordinaryScenario))
      }),
      { numRuns: 20 }
    )
  })
})
