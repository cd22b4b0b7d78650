/** What holds for the locks of accounts in every layer of storage. */
import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Exit, Fiber, Layer } from "effect"
import { AccountLock } from "../../src/index.ts"

/** Adds the tests of one layer; it is built afresh for each of them. */
export const suite = (name: string, storage: Layer.Layer<AccountLock, unknown>) => {
  const layer = Layer.fresh(storage)

  describe(`AccountLock, ${name}`, () => {
    it.effect("never runs two effects for one account at once", () =>
      Effect.gen(function* () {
        const { withLock } = yield* AccountLock
        let inside = 0
        let most = 0
        const enter = Effect.acquireUseRelease(
          Effect.sync(() => (most = Math.max(most, ++inside))),
          () => Effect.yieldNow,
          () => Effect.sync(() => inside--)
        )
        yield* Effect.forEach(Array.from({ length: 20 }), () => withLock("account")(enter), {
          concurrency: "unbounded"
        })
        assert.strictEqual(most, 1)
      }).pipe(Effect.provide(layer))
    )

    it.effect("runs effects for different accounts at once", () =>
      Effect.gen(function* () {
        const { withLock } = yield* AccountLock
        const [first, second] = [yield* Deferred.make<void>(), yield* Deferred.make<void>()]
        const meet = (own: typeof first, other: typeof first) =>
          Effect.andThen(Deferred.succeed(own, undefined), Deferred.await(other))
        yield* Effect.all([withLock("one")(meet(first, second)), withLock("two")(meet(second, first))], {
          concurrency: "unbounded"
        })
      }).pipe(Effect.provide(layer))
    )

    it.effect("gives the lock on when its holder succeeds, fails, dies or is interrupted", () =>
      Effect.gen(function* () {
        const { withLock } = yield* AccountLock
        yield* withLock("\u0000\ud800")(Effect.void)
        const holders = [Effect.void, Effect.fail("failed"), Effect.die("died"), Effect.interrupt]
        for (const holder of holders) {
          yield* Effect.exit(withLock("account")(holder))
          assert.strictEqual(yield* withLock("account")(Effect.succeed("next")), "next")
        }
      }).pipe(Effect.provide(layer))
    )

    it.effect("lets a waiting effect go away without having run", () =>
      Effect.gen(function* () {
        const { withLock } = yield* AccountLock
        const [held, done] = [yield* Deferred.make<void>(), yield* Deferred.make<void>()]
        const holder = yield* Effect.forkChild(
          withLock("account")(Effect.andThen(Deferred.succeed(held, undefined), Deferred.await(done)))
        )
        yield* Deferred.await(held)
        let ran = false
        const waiting = yield* Effect.forkChild(withLock("account")(Effect.sync(() => (ran = true))), {
          startImmediately: true
        })
        assert.isTrue(
          Exit.hasInterrupts(yield* Effect.andThen(Fiber.interrupt(waiting), Fiber.await(waiting)))
        )
        yield* Deferred.succeed(done, undefined)
        yield* Fiber.join(holder)
        yield* withLock("account")(Effect.void)
        assert.isFalse(ran)
      }).pipe(Effect.provide(layer))
    )
  })
}
