import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { makeAdjustableClock, makeStoppedClock, systemClock } from "../../src/runtime/ProviderClock.ts"

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe("a clock that can be put forward", () => {
  it("ends the waits that are over, in order, and no others", async () => {
    const clock = makeAdjustableClock(makeStoppedClock(1000))
    const ended: Array<number> = []
    for (const milliseconds of [30, 10, 20]) {
      void clock.sleep(milliseconds).then(() => ended.push(milliseconds))
    }
    clock.advance(20)
    await vi.waitFor(() => expect(ended).toEqual([10, 20]))
    expect(clock.now()).toBe(1020)
    clock.reset()
    expect(clock.now()).toBe(1000)
  })

  it("ends a wait also when the system's time comes", async () => {
    const clock = makeAdjustableClock(systemClock)
    const slept = clock.sleep(5000)
    await vi.advanceTimersByTimeAsync(5000)
    await expect(slept).resolves.toBeUndefined()
  })

  it("goes by the system's time also where a test puts that forward", () => {
    const clock = makeAdjustableClock(systemClock)
    const before = clock.now()
    vi.setSystemTime(before + 3_600_000)
    expect(clock.now()).toBe(before + 3_600_000)
  })

  it("leaves no timer behind that would keep a process alive", async () => {
    const clock = makeAdjustableClock(systemClock)
    const slept = clock.sleep(3_600_000)
    expect(vi.getTimerCount()).toBe(1)
    clock.advance(3_600_000)
    await slept
    expect(vi.getTimerCount()).toBe(0)
  })
})
