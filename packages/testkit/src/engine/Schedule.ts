/** Keeps the order in which scripts come to the worker independent of how long it takes for each. */
import { Effect, Semaphore } from "effect"

/** Gives what asks a turn of its own with the worker, in the order of asking. */
export type Schedule = <A, E>(asks: Effect.Effect<A, E>) => Effect.Effect<A, E>

/**
 * Makes the turns of one worker. Before anybody continues with what came of a turn, the next one begins: the worker is
 * busy while the last answer is judged.
 */
export const makeSchedule = (): Schedule => {
  const turn = Semaphore.makeUnsafe(1)
  return (asks) => turn.withPermit(asks).pipe(Effect.ensuring(Effect.yieldNow))
}

/** Waits until everything else that runs has asked for what it needs, but for no message of the worker. */
export const batchBoundary: Effect.Effect<void> = Effect.promise(() => Promise.resolve())
