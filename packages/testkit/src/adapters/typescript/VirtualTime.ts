/** A clock that stands still while there is work, and leaps to the next timer when there is none. */

/**
 * The clock, timers and immediates that a module under test sees.
 */
export interface VirtualTime {
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Drops every timer and immediate, and sets the clock. */
  readonly reset: (millis: number) => void
  readonly addTimer: (callback: () => void, delayMillis: number) => number
  readonly addImmediate: (callback: () => void) => number
  readonly remove: (id: number) => void
  readonly has: (id: number) => boolean
  /** Whether there is a timer or an immediate. */
  readonly isAwaited: () => boolean
  /** Runs the immediates that are waiting; tells whether there were any. */
  readonly runImmediates: () => boolean
  /** Leaps to the earliest timer and runs it; tells whether there was one. */
  readonly runNextTimer: () => boolean
}

interface Timer {
  readonly due: number
  readonly callback: () => void
}

/**
 * Makes a clock. What a callback throws goes to `onDefect`.
 */
export const makeVirtualTime = (onDefect: (defect: unknown) => void): VirtualTime => {
  let current = 0
  let lastId = 0
  let immediates = new Map<number, () => void>()
  const timers = new Map<number, Timer>()

  const run = (callback: () => void) => {
    try {
      callback()
    } catch (defect) {
      onDefect(defect)
    }
  }

  const earliest = (): readonly [number, Timer] | undefined => {
    let found: readonly [number, Timer] | undefined
    // Timers are kept in the order in which they were set, so that the first of equals is the oldest.
    for (const entry of timers) if (found === undefined || entry[1].due < found[1].due) found = entry
    return found
  }

  return {
    now: () => current,
    reset: (millis) => {
      current = millis
      immediates.clear()
      timers.clear()
    },
    addTimer: (callback, delayMillis) => {
      const delay = delayMillis >= 1 ? Math.trunc(delayMillis) : 1
      timers.set(++lastId, { due: current + delay, callback })
      return lastId
    },
    addImmediate: (callback) => {
      immediates.set(++lastId, callback)
      return lastId
    },
    remove: (id) => {
      timers.delete(id)
      immediates.delete(id)
    },
    has: (id) => timers.has(id) || immediates.has(id),
    isAwaited: () => timers.size > 0 || immediates.size > 0,
    runImmediates: () => {
      if (immediates.size === 0) return false
      const waiting = immediates
      immediates = new Map()
      for (const callback of waiting.values()) run(callback)
      return true
    },
    runNextTimer: () => {
      const next = earliest()
      if (next === undefined) return false
      const [id, timer] = next
      timers.delete(id)
      current = Math.max(current, timer.due)
      run(timer.callback)
      return true
    }
  }
}
