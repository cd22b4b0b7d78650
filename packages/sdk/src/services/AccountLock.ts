/** Lets one at a time work on an account. */
import { Context, Effect, Layer, RcMap, Scope, Semaphore } from "effect"
import type { StorageError } from "../domain/StorageError.ts"

/**
 * Service that runs an effect while no other runs for the same account, in this process or in another that shares the
 * storage. Effects for other accounts run meanwhile. A process that dies gives up its locks.
 *
 * Whoever replaces an account's token holds its lock from reading the old token until the new one is stored: a provider
 * that rotates refresh tokens takes each of them once.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { AccountLock } from "@application-credentials/sdk"
 * import { Effect } from "effect"
 *
 * const log: Array<string> = []
 * const work = (name: string) =>
 *   Effect.sync(() => log.push(`${name} begins`)).pipe(
 *     Effect.andThen(Effect.yieldNow),
 *     Effect.andThen(Effect.sync(() => log.push(`${name} ends`)))
 *   )
 *
 * const program = AccountLock.use(({ withLock }) =>
 *   Effect.all([work("one"), work("two")].map(withLock("my-account")), { concurrency: "unbounded" })
 * )
 * await Effect.runPromise(Effect.provide(program, AccountLock.layerMemory))
 * assert.deepEqual(log, ["one begins", "one ends", "two begins", "two ends"])
 * ```
 *
 * @see https://www.rfc-editor.org/rfc/rfc9700#section-4.14
 * @category services
 * @since 0.1.0
 */
export class AccountLock extends Context.Service<
  AccountLock,
  {
    /** Runs an effect while it holds the account's lock. */
    readonly withLock: (
      accountId: string
    ) => <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E | StorageError, R>
  }
>()("@application-credentials/sdk/services/AccountLock") {
  /** Holds the locks of this process. */
  static readonly layerMemory: Layer.Layer<AccountLock> = Layer.effect(
    AccountLock,
    Effect.suspend(() => makeMemory)
  )
}

const makeMemory = Effect.gen(function* () {
  const locks = yield* RcMap.make({ lookup: (_accountId: string) => Semaphore.make(1) })
  return AccountLock.of({
    withLock: (accountId) => (effect) =>
      Effect.scopedWith((scope) =>
        Effect.flatMap(Scope.provide(RcMap.get(locks, accountId), scope), (lock) =>
          lock.withPermits(1)(effect)
        )
      )
  })
})
