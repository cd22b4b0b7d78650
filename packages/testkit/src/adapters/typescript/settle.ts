/** Drives everything that a step waits for, until it ends or nothing more can happen. */
import type { World } from "./World.ts"

// Taken before a module can replace them, and before the virtual clock does.
const realImmediate = globalThis.setImmediate
const realTimeout = globalThis.setTimeout
const activeResources = process.getActiveResourcesInfo.bind(process)

/** Turns of the event loop without news before time may leap: promises that the platform settles need one or two. */
const quietTurns = 2
/** Milliseconds without news, nothing known to be under way, before a step counts as hung. */
const graceMillis = 5

/**
 * Waits until `done`. Time stands still while there is work, and leaps to the next timer when there is none.
 *
 * @category running
 * @since 0.1.0
 */
export const settle = async (world: World, done: () => boolean): Promise<"done" | "hung"> => {
  let quiet = 0
  let isPatient = true
  while (!done()) {
    await new Promise<void>((resolve) => void realImmediate(resolve))
    if (done()) break
    if (world.time.runImmediates()) quiet = 0
    else if (world.awaitsAnswer() && world.work.pending === 0) {
      await world.nextAnswer()
      quiet = 0
    } else if (world.work.pending > 0 || isBusy()) await pause(1)
    else if (quiet < quietTurns) quiet++
    else if (world.time.runNextTimer()) {
      quiet = 0
      isPatient = true
    } else if (isPatient) {
      await pause(graceMillis)
      isPatient = false
      quiet = 0
    } else return "hung"
  }
  return "done"
}

const pause = (millis: number) => new Promise<void>((resolve) => void realTimeout(resolve, millis))

/** Requests to the operating system, such as reading a file, that are under way. */
const isBusy = (): boolean => activeResources().some((name) => /Req|FileHandle|Process/.test(name))
