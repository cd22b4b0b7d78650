/** What has to come to its end, whoever goes away meanwhile. */
import { Effect, Fiber } from "effect"
import type { Scope } from "effect"

/**
 * Names a function that runs an effect to its end, also where its caller is interrupted: a code can be exchanged once,
 * and a rotated refresh token that is lost cannot be had again.
 */
export type RunToCompletion = <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>

/**
 * Makes such a function. Its scope closes once all that it runs has ended.
 */
export const makeRunToCompletion: Effect.Effect<RunToCompletion, never, Scope.Scope> = Effect.gen(
  function* () {
    const running = new Set<Fiber.Fiber<unknown, unknown>>()
    yield* Effect.addFinalizer(() => Effect.suspend(() => Fiber.awaitAll(running)))

    const fork = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
      Effect.tap(Effect.forkDetach(Effect.interruptible(effect)), (fiber) =>
        Effect.sync(() => {
          running.add(fiber)
          fiber.addObserver(() => running.delete(fiber))
        })
      )

    return (effect) => Effect.flatMap(Effect.uninterruptible(fork(effect)), Fiber.join)
  }
)
