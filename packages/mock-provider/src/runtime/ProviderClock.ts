/** The provider's time. */

/**
 * Describes a clock. A test that moves time by itself gives one.
 *
 * @category models
 * @since 0.1.0
 */
export interface ProviderClock {
  /** Gives the time, in milliseconds since 1970. */
  readonly now: () => number
  /** Waits so many milliseconds. When the signal is aborted, nobody waits any more: it may then reject, or never end. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>
}

/**
 * Is the system's clock.
 *
 * @category data
 * @since 0.1.0
 */
export const systemClock: ProviderClock = {
  // Looked up at each call, so that a test framework's fake time is the provider's too.
  now: () => Date.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds)
      signal.addEventListener("abort", () => clearTimeout(timer), { once: true })
    })
}

/**
 * Makes a clock that stands still, and only moves when the provider's time is advanced. Waiting ends then too.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { makeStoppedClock, MockProvider } from "@application-credentials/mock-provider"
 *
 * const provider = MockProvider.make({ clients: [], clock: makeStoppedClock(0) })
 * provider.advanceTime(1000)
 * assert.equal(provider.now(), 1000)
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const makeStoppedClock = (at: number): ProviderClock => ({
  now: () => at,
  sleep: () => new Promise<never>(() => {})
})

/** Describes a clock that can be put forward. */
export interface AdjustableClock {
  readonly now: () => number
  /** The time as it would be if the clock had not been put forward. */
  readonly unadvanced: () => number
  /** Waits, until nobody waits any more: the signal says so. */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>
  readonly advance: (milliseconds: number) => void
  readonly reset: () => void
}

/** Makes a clock that can be put forward out of another. Who waits for a time that is then past waits no longer. */
export const makeAdjustableClock = (clock: ProviderClock): AdjustableClock => {
  let offset = 0
  let sleepers: ReadonlyArray<{ readonly until: number; readonly wake: () => void }> = []
  const now = (): number => clock.now() + offset
  const wakeUntil = (time: number): void => {
    const woken = sleepers
      .filter(({ until }) => until <= time)
      .toSorted((one, other) => one.until - other.until)
    sleepers = sleepers.filter(({ until }) => until > time)
    for (const { wake } of woken) wake()
  }
  return {
    now,
    unadvanced: () => clock.now(),
    sleep: async (milliseconds, signal) => {
      const { promise, resolve } = Promise.withResolvers<void>()
      const sleeper = { until: now() + milliseconds, wake: resolve }
      const controller = new AbortController()
      signal?.addEventListener("abort", () => resolve(), { once: true })
      sleepers = [...sleepers, sleeper]
      await Promise.race([promise, clock.sleep(milliseconds, controller.signal)])
      controller.abort()
      sleepers = sleepers.filter((each) => each !== sleeper)
    },
    advance: (milliseconds) => {
      offset += milliseconds
      wakeUntil(now())
    },
    reset: () => {
      offset = 0
    }
  }
}
