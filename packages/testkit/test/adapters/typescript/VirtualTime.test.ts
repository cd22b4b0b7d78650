import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import { makeVirtualTime } from "../../../src/adapters/typescript/VirtualTime.ts"

const makeTime = () => {
  const defects: Array<unknown> = []
  return { defects, time: makeVirtualTime((defect) => void defects.push(defect)) }
}

describe("virtual time", () => {
  it("always runs timers by their time, and those of one time in the order in which they were set", () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5 })), (delays) => {
        const { time } = makeTime()
        time.reset(1000)
        const ran: Array<readonly [number, number]> = []
        for (const [index, delay] of delays.entries())
          time.addTimer(() => ran.push([time.now(), index]), delay)
        while (time.runNextTimer());
        const due = delays.map((delay, index) => [1000 + delay, index] as const)
        assert.deepStrictEqual(
          ran,
          due.toSorted(([a, i], [b, j]) => a - b || i - j)
        )
      })
    ))

  it("runs the immediates that wait, and those that they set in the next round", () => {
    const { time } = makeTime()
    const ran: Array<string> = []
    time.addImmediate(() => {
      ran.push("first")
      time.addImmediate(() => ran.push("third"))
    })
    time.addImmediate(() => ran.push("second"))
    assert.isTrue(time.runImmediates())
    assert.deepStrictEqual(ran, ["first", "second"])
    assert.isTrue(time.runImmediates())
    assert.isFalse(time.runImmediates())
    assert.deepStrictEqual(ran, ["first", "second", "third"])
  })

  it("awaits nothing once all is removed or reset", () => {
    const { time } = makeTime()
    const timer = time.addTimer(() => assert.fail(), 1)
    const immediate = time.addImmediate(() => assert.fail())
    assert.isTrue(time.has(timer) && time.has(immediate) && time.isAwaited())
    time.remove(timer)
    assert.isTrue(time.isAwaited())
    time.remove(immediate)
    assert.isFalse(time.isAwaited() || time.has(timer) || time.has(immediate))
    time.addTimer(() => assert.fail(), 1)
    time.reset(5)
    assert.isFalse(time.isAwaited() || time.runNextTimer() || time.runImmediates())
    assert.strictEqual(time.now(), 5)
  })

  it("continues after a callback that throws, and tells of it", () => {
    const { defects, time } = makeTime()
    const problem = new Error("no")
    time.addTimer(() => {
      throw problem
    }, 1)
    assert.isTrue(time.runNextTimer())
    assert.deepStrictEqual(defects, [problem])
  })
})
