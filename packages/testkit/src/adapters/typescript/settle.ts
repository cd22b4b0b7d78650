/** Drives everything that a step waits for, until it ends or nothing more can happen. */
import type { HostContext } from "./HostContext.ts"

// Taken before a module can replace them, and before the virtual clock does.
const realImmediate = setImmediate
const realTimeout = globalThis.setTimeout
const activeResources = process.getActiveResourcesInfo.bind(process)

/** How long a chain of promises may be to be followed without a turn of the event loop. */
const promiseHops = 32
/** Turns of the event loop without news before time may leap: promises that the platform settles need one or two. */
const quietTurns = 2
/** Milliseconds without news, nothing known to be under way, before a step counts as hung. */
const graceMillis = 5

/**
 * Waits until `done`. Time stands still while there is work, and leaps to the next timer when there is none.
 */
export const settle = async (hostContext: HostContext, done: () => boolean): Promise<"done" | "hung"> => {
  let quiet = 0
  let isPatient = true
  for (;;) {
    await promisesSettle(done)
    if (done()) return "done"
    if (await moved(hostContext, done)) {
      quiet = 0
      isPatient = true
    } else if (quiet < quietTurns) quiet++
    else if (hostContext.time.runNextTimer()) {
      quiet = 0
      isPatient = true
    } else if (isPatient) {
      await pause(graceMillis)
      isPatient = false
      quiet = 0
    } else return "hung"
  }
}

/** Does what there is to do now; tells whether there was anything. */
const moved = async (hostContext: HostContext, done: () => boolean): Promise<boolean> => {
  if (hostContext.time.runImmediates()) return true
  if (hostContext.awaitsAnswer() && hostContext.work.pending === 0) {
    await hostContext.nextAnswer()
    return true
  }
  await turn()
  if (done() || hostContext.time.runImmediates() || hostContext.awaitsAnswer()) return true
  if (hostContext.work.pending === 0 && !isBusy()) return false
  await pause(1)
  return true
}

/** Lets chains of promises run down, which takes no turn of the event loop. */
const promisesSettle = async (done: () => boolean) => {
  for (let hop = 0; hop < promiseHops && !done(); hop++) await undefined
}

const turn = () => new Promise<void>((resolve) => void realImmediate(resolve))

const pause = (millis: number) => new Promise<void>((resolve) => void realTimeout(resolve, millis))

/** Requests to the operating system, such as reading a file, that are under way. */
const isBusy = (): boolean => activeResources().some((name) => /Req|FileHandle|Process/.test(name))
