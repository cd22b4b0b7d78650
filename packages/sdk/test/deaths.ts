/** The ways in which what a module wrote breaks the contract, and the time that it takes. */
import { Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"

/** A way to break it. `cause` is what it throws, where it throws something. */
export interface Death {
  readonly name: string
  readonly reason: "died" | "unusable" | "timeout"
  readonly run: <A, E>(cause: unknown) => Effect.Effect<A, E>
}

/** What a module without types may give in place of anything. */
const untyped = <A>(json: string): A => JSON.parse(json)

const dying = (
  name: string,
  run: <A, E>(cause: unknown) => Effect.Effect<A, E>,
  reason: Death["reason"] = "died"
): Death => ({ name, reason, run })

/** The ways to die of something. */
export const deathsOf: ReadonlyArray<Death> = [
  dying("dies", (cause) => Effect.die(cause)),
  dying("throws", (cause) => {
    throw cause
  }),
  dying("throws inside", (cause) =>
    Effect.sync(() => {
      throw cause
    })
  ),
  dying("waits for a promise that is rejected", (cause) => Effect.promise(() => Promise.reject(cause)))
]

/** All ways. */
export const deaths: ReadonlyArray<Death> = [
  ...deathsOf,
  dying("fails with something of its own", () => Effect.fail(untyped('{ "_tag": "OfItsOwn" }'))),
  dying("gives no Effect", () => untyped("{}")),
  dying("gives nothing", () => untyped("null")),
  dying("continues with no Effect", () => Effect.flatMap(Effect.void, () => untyped("{}"))),
  dying("interrupts itself", () => Effect.interrupt),
  dying("gives something else", () => Effect.succeed(untyped("42")), "unusable"),
  dying("never ends", () => Effect.never, "timeout"),
  dying("never ends, whoever interrupts it", () => Effect.uninterruptible(Effect.never), "timeout")
]

const turn = Effect.promise(() => new Promise<void>((resolve) => setImmediate(resolve)))

/** Runs an effect to its end, and moves the clock on once that is due. */
export const byTheClock = <A, E, R>(effect: Effect.Effect<A, E, R>, isDue: () => boolean) =>
  Effect.gen(function* () {
    const fiber = yield* Effect.forkChild(effect)
    while (fiber.pollUnsafe() === undefined) {
      yield* turn
      if (isDue()) yield* TestClock.adjust("10 seconds")
    }
    return yield* Fiber.join(fiber)
  })
