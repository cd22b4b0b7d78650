import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { samplesOf } from "../../src/engine/samples.ts"

describe("samplesOf", () => {
  it("gives what a property that holds is given with the same seed", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 50 }), (seed, runs) => {
        const arbitrary = fc.record({ name: fc.string(), size: fc.nat() })
        const given: Array<unknown> = []
        fc.check(
          fc.property(arbitrary, (input) => {
            given.push(input)
          }),
          { seed, numRuns: runs }
        )
        expect(samplesOf(arbitrary, { seed, runs })).toEqual(given)
      })
    )
  })

  it("gives the first of them where fewer are asked for: what holds for all of them holds for those", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 100 }), (seed, runs) => {
        const arbitrary = fc.record({ name: fc.string(), size: fc.nat() })
        const most = samplesOf(arbitrary, { seed, runs: 100 })
        expect(samplesOf(arbitrary, { seed, runs })).toEqual(most.slice(0, runs))
      })
    )
  })

  it("gives the same objects again", () => {
    const arbitrary = fc.record({ size: fc.nat() })
    const [first] = samplesOf(arbitrary, { seed: 1, runs: 3 })
    expect(samplesOf(arbitrary, { seed: 1, runs: 3 })[0]).toBe(first)
  })

  it("gives others for another seed and another number", () => {
    const arbitrary = fc.nat()
    const before = samplesOf(arbitrary, { seed: 1, runs: 20 })
    expect(samplesOf(arbitrary, { seed: 1, runs: 30 })).toHaveLength(30)
    expect(samplesOf(arbitrary, { seed: 2, runs: 30 }).slice(0, 20)).not.toEqual(before)
  })
})
