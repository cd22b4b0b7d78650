import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import { makeWatch } from "../../src/adapters/Watch.ts"

/** A watch with a limit of a second, and its clock. */
const watching = () => {
  const clock = { millis: 0 }
  const watch = makeWatch(() => clock.millis)
  watch.begin(1000)
  return { clock, watch }
}

describe("a watch", () => {
  it("waits a limit for a sign of life, and says how long that was", () => {
    const { clock, watch } = watching()
    clock.millis = 1000
    assert.isNull(watch.look(0, -1))
    clock.millis = 1001
    assert.strictEqual(watch.look(0, -1), "The module made no sign of life for 1 s.")
  })

  it("begins anew with each sign, of the worker's own or another, and with another limit", () => {
    const { clock, watch } = watching()
    clock.millis = 900
    assert.isNull(watch.look(1, 0))
    clock.millis = 1800
    assert.isNull(watch.look(1, 0))
    watch.alive()
    clock.millis = 2700
    assert.isNull(watch.look(1, 0))
    clock.millis = 2801
    assert.isNotNull(watch.look(1, 0))
    watch.begin(5000)
    clock.millis = 7000
    assert.isNull(watch.look(1, 0))
  })

  it("always ends a script after six limits, however many signs it makes", () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 40, maxLength: 60 }), (pauses) => {
        const { clock, watch } = watching()
        watch.look(0, 0)
        for (const [beats, pause] of pauses.entries()) {
          clock.millis += pause
          const problem = watch.look(beats + 1, 0)
          assert.strictEqual(problem !== null, clock.millis > 6000)
          if (problem !== null) return assert.strictEqual(problem, "The module was still busy after 6 s.")
        }
      })
    ))

  it("never ends many scripts for what they take together", () => {
    const { clock, watch } = watching()
    for (let script = 0; script < 100; script++) {
      clock.millis += 900
      assert.isNull(watch.look(script + 1, script))
    }
  })
})
