/** Waits for what other fibers and the platform bring about. */
import { assert } from "@effect/vitest"
import { Effect } from "effect"

/** Lets others have their turn. */
export const turn = Effect.promise(() => new Promise<void>((resolve) => setImmediate(resolve)))

/** Waits until a condition holds, turn by turn; fails where it does not come about in so many. */
export const until = (condition: () => boolean, turns: number = 1_000) =>
  Effect.suspend(() => (condition() ? Effect.void : turn)).pipe(
    Effect.repeat({ while: () => !condition(), times: turns }),
    Effect.andThen(Effect.sync(() => assert.isTrue(condition(), "what was waited for did not come about")))
  )
