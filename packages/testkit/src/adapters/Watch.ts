/** Watches over what runs in a worker: whether it still makes signs of life, and comes to an end. */

/**
 * A watch over the scripts of one worker.
 */
export interface Watch {
  /** Begins anew, with the limit for what runs now. */
  readonly begin: (limitMillis: number) => void
  /** Takes note of a sign of life. */
  readonly alive: () => void
  /**
   * Says what is wrong, or null. `beats` grows with each sign of life that the worker gives by itself, `script` with each
   * script that it begins.
   */
  readonly look: (beats: number, script: number) => string | null
}

/** A script may continue for this many limits in all, however many signs of life it makes. */
const longestScript = 6

/**
 * Makes a watch by a clock of milliseconds.
 */
export const makeWatch = (now: () => number): Watch => {
  let limit = 0
  let sign = 0
  let began = 0
  let beatsBefore = 0
  let scriptBefore = -1
  return {
    begin: (limitMillis) => {
      limit = limitMillis
      scriptBefore = -1
      sign = began = now()
    },
    alive: () => {
      sign = now()
    },
    look: (beats, script) => {
      const time = now()
      if (beats !== beatsBefore) sign = time
      if (script !== scriptBefore) began = time
      beatsBefore = beats
      scriptBefore = script
      if (time - sign > limit) return `The module made no sign of life for ${limit / 1000} s.`
      return time - began > limit * longestScript
        ? `The module was still busy after ${(limit * longestScript) / 1000} s.`
        : null
    }
  }
}

/** How long what was sent has to arrive, where this thread was busy itself. */
const arrivalMillis = 100

/**
 * Makes what looks for a problem again and again while something runs, and tells of it once. This thread may have been busy itself:
 * what was already sent is heard before a second look, which is the one that counts.
 */
export const makePatrol = (options: {
  readonly timeLimitMillis: number
  readonly find: () => string | null
  readonly tell: (problem: string) => void
}): { readonly start: () => void; readonly stop: () => void } => {
  const pause = Math.min(options.timeLimitMillis / 4, 500)
  let next: ReturnType<typeof setTimeout> | undefined
  const look = (isSecond: boolean) => {
    const problem = options.find()
    if (problem !== null && isSecond) return options.tell(problem)
    next = setTimeout(look, problem === null ? pause : arrivalMillis, problem !== null)
  }
  const stop = () => clearTimeout(next)
  const start = () => {
    stop()
    next = setTimeout(look, pause, false)
  }
  return { start, stop }
}
