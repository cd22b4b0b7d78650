/** One run at a time for each key, however many want it. */
import { Deferred, Effect } from "effect"
import type { Scope } from "effect"

/**
 * Names a function that gives everyone who asks for a key, while an effect runs for it, what that one run gives.
 */
export type SingleFlight<A, E> = (key: string, effect: Effect.Effect<A, E>) => Effect.Effect<A, E>

/**
 * Makes such a function. The run belongs to no caller: it continues where all of them are interrupted, until its scope
 * closes.
 */
export const makeSingleFlight = <A, E>(): Effect.Effect<SingleFlight<A, E>, never, Scope.Scope> =>
  Effect.map(Effect.scope, (scope) => {
    const running = new Map<string, Deferred.Deferred<A, E>>()

    const run = (key: string, effect: Effect.Effect<A, E>, answer: Deferred.Deferred<A, E>) =>
      Effect.interruptible(effect).pipe(
        Effect.onExit(() => Effect.sync(() => running.delete(key))),
        Deferred.into(answer)
      )

    // Looking for a run and announcing one is a single step, and no interruption comes between that and its fiber.
    const join = (key: string, effect: Effect.Effect<A, E>) =>
      Effect.suspend(() => {
        const answer = running.get(key)
        if (answer !== undefined) return Effect.succeed(answer)
        const announced = Deferred.makeUnsafe<A, E>()
        running.set(key, announced)
        return Effect.as(Effect.forkIn(run(key, effect, announced), scope), announced)
      })

    return (key, effect) => Effect.flatMap(Effect.uninterruptible(join(key, effect)), Deferred.await)
  })
