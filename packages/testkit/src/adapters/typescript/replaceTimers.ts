/** Puts the virtual clock in place of a thread's timers. */
import timers from "node:timers"
import timersPromises from "node:timers/promises"
import { define } from "./define.ts"
import type { VirtualTime } from "./VirtualTime.ts"

type Callback = (...values: ReadonlyArray<unknown>) => void

/**
 * Replaces the timers of this thread, those of `node:timers` and `AbortSignal.timeout` included. Call
 * `syncBuiltinESMExports` afterwards.
 */
export const replaceTimers = (time: VirtualTime): void => {
  const replaced = { ...makeTimeouts(time), ...makeIntervals(time) }
  const clear = (timer: unknown) => {
    const id = Number(timer)
    if (id < 0) replaced.clearInterval(id)
    else time.remove(id)
  }
  for (const target of [globalThis, timers]) {
    for (const name of ["setTimeout", "setImmediate", "setInterval"] as const)
      define(target, name, replaced[name])
    for (const name of ["clearTimeout", "clearImmediate", "clearInterval"]) define(target, name, clear)
  }
  replacePromises(time)
  define(AbortSignal, "timeout", (millis: number) => {
    const controller = new AbortController()
    const reason = () => new DOMException("The operation was aborted due to timeout", "TimeoutError")
    time.addTimer(() => controller.abort(reason()), millis)
    return controller.signal
  })
}

/** A delay that the platform cannot keep is none at all. */
const millisOf = (delay: unknown): number => (Number(delay) <= 2 ** 31 - 1 ? Number(delay) : 1)

const makeTimeouts = (time: VirtualTime) => ({
  setTimeout: (callback: Callback, delay?: unknown, ...values: ReadonlyArray<unknown>) =>
    makeHandle(
      time.addTimer(() => callback(...values), millisOf(delay)),
      time.remove
    ),
  setImmediate: (callback: Callback, ...values: ReadonlyArray<unknown>) =>
    makeHandle(
      time.addImmediate(() => callback(...values)),
      time.remove
    )
})

/** An interval is a new timer in each round; its own name is a negative number. */
const makeIntervals = (time: VirtualTime) => {
  const rounds = new Map<number, number>()
  let last = 0
  const clearInterval = (interval: unknown) => {
    time.remove(rounds.get(Number(interval)) ?? 0)
    rounds.delete(Number(interval))
  }
  const setInterval = (callback: Callback, delay?: unknown, ...values: ReadonlyArray<unknown>) => {
    const interval = --last
    const round = () => {
      rounds.set(
        interval,
        time.addTimer(() => (round(), callback(...values)), millisOf(delay))
      )
    }
    round()
    return makeHandle(interval, clearInterval)
  }
  return { setInterval, clearInterval }
}

const makeHandle = (id: number, remove: (id: number) => void) => {
  const handle = {
    ref: () => handle,
    unref: () => handle,
    hasRef: () => true,
    refresh: () => handle,
    close: () => remove(id),
    [Symbol.toPrimitive]: () => id,
    [Symbol.dispose]: () => remove(id)
  }
  return handle
}

const replacePromises = (time: VirtualTime) => {
  const after = <A>(delay: unknown, value: A, options?: { readonly signal?: AbortSignal }) =>
    new Promise<A>((resolve, reject) => {
      const timer = time.addTimer(() => resolve(value), millisOf(delay))
      options?.signal?.addEventListener("abort", () => {
        time.remove(timer)
        reject(options.signal?.reason)
      })
    })
  define(timersPromises, "setTimeout", after)
  define(
    timersPromises,
    "setImmediate",
    <A>(value: A) => new Promise<A>((resolve) => void time.addImmediate(() => resolve(value)))
  )
  define(timersPromises, "setInterval", async function* (delay: unknown, value: unknown) {
    for (;;) yield await after(delay, value)
  })
  define(timersPromises, "scheduler", {
    wait: (delay: unknown) => after(delay, undefined),
    yield: () => new Promise<void>((resolve) => void time.addImmediate(resolve))
  })
}
