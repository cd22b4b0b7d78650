import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Fiber, Layer } from "effect"
import type { Scope } from "effect"
import { SecureRandom } from "effect/crypto"
import { AccountLock, LinkedAccounts, StorageEncryption } from "../../src/index.ts"
import { layerSqlLocks, layerSqlStorage } from "../../src/layers/sql/index.ts"
import { account } from "../services/LinkedAccountsLaws.ts"
import { cuttable } from "./cuttable.ts"
import type { Cuttable } from "./cuttable.ts"
import { emptySchema, layerClient } from "./server.ts"

/** Accounts and locks in a schema, by a way to the server. */
const layerBy = (schema: string, path?: string) =>
  LinkedAccounts.layer.pipe(
    Layer.provide(SecureRandom.layerWebCrypto),
    Layer.provideMerge(Layer.merge(layerSqlLocks, layerSqlStorage)),
    Layer.provide(StorageEncryption.layerPlain),
    Layer.provide(layerClient(schema, path))
  )

type Services = AccountLock | LinkedAccounts

/** Runs a test over a way that can be cut; `elsewhere` runs what another process does. */
const overCuttable = <A, E>(
  test: (
    way: Cuttable,
    elsewhere: <A, E>(effect: Effect.Effect<A, E, Services>) => Effect.Effect<A, E>
  ) => Effect.Effect<A, E, Services | Scope.Scope>
) =>
  Effect.gen(function* () {
    const schema = yield* emptySchema
    const way = yield* cuttable
    const others = yield* Effect.orDie(Layer.build(layerBy(schema)))
    return yield* Effect.provide(
      test(way, (effect) => Effect.provide(effect, others)),
      Layer.fresh(layerBy(schema, way.path))
    )
  }).pipe(Effect.scoped)

const list = LinkedAccounts.use(({ list }) => list)
const create = Effect.flatMap(account(), (members) => LinkedAccounts.use(({ create }) => create(members)))
const locked = <A, E, R>(effect: Effect.Effect<A, E, R>, accountId = "account") =>
  AccountLock.use(({ withLock }) => withLock(accountId)(effect))

/** Makes sure that an effect fails because storage is unavailable, and in no other way beside that. */
const assertUnavailable = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.map(Effect.flip(Effect.sandbox(effect)), ({ reasons }) => {
    const [reason, ...others] = reasons
    assert.deepStrictEqual(others, [])
    if (reason?._tag !== "Fail") return assert.fail(String(reason))
    assert.propertyVal(reason.error, "_tag", "StorageUnavailable")
  })

/** Runs an effect while the lock of another account is held, and so the connection that locks are asked for over. */
const whileConnected = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.gen(function* () {
    const held = yield* Deferred.make<void>()
    const holding = locked(Effect.andThen(Deferred.succeed(held, undefined), Effect.never), "another account")
    const holder = yield* Effect.forkChild(holding)
    yield* Deferred.await(held)
    return yield* Effect.ensuring(effect, Fiber.interrupt(holder))
  })

const turn = Effect.promise(() => new Promise<void>((resolve) => setImmediate(resolve)))

describe("a PostgreSQL server that goes away", () => {
  it.live("is said to be unavailable until it is back", () =>
    overCuttable(({ cut, fix }) =>
      Effect.gen(function* () {
        const created = yield* create
        yield* cut
        yield* assertUnavailable(list)
        yield* assertUnavailable(create)
        yield* assertUnavailable(locked(Effect.void))
        yield* fix
        assert.deepStrictEqual(yield* list, [created])
        assert.deepStrictEqual(yield* locked(list), [created])
      })
    )
  )

  it.live.each(["BEGIN", "pg_advisory_xact_lock", "INSERT INTO", "COMMIT"])(
    "has stored nothing of what it was not told to commit, when it goes away at %s",
    (text) =>
      overCuttable(({ cutAt, fix }) =>
        Effect.gen(function* () {
          yield* cutAt(text, "client")
          yield* assertUnavailable(create)
          yield* fix
          assert.deepStrictEqual(yield* list, [])
        })
      )
  )

  it.live("is not said to have stored what it did not confirm, whether it has or not", () =>
    overCuttable(({ cutAt, fix }) =>
      Effect.gen(function* () {
        yield* cutAt("COMMIT", "server")
        yield* assertUnavailable(create)
        yield* fix
        assert.strictEqual((yield* list).length, 1)
      })
    )
  )

  it.live("is said to be unavailable by a layer that is built meanwhile", () =>
    Effect.gen(function* () {
      const schema = yield* emptySchema
      const way = yield* cuttable
      const build = Effect.scoped(Layer.build(layerBy(schema, way.path)))
      for (const text of ["CREATE TABLE", "LOCK TABLE", "application_credentials_links", "COMMIT"]) {
        yield* way.cutAt(text, "client")
        yield* assertUnavailable(build)
        yield* way.fix
      }
      yield* build
    }).pipe(Effect.scoped)
  )

  it.live("gives up the lock that was held over the connection, and takes it again afterwards", () =>
    overCuttable(({ cut, fix }, elsewhere) =>
      Effect.gen(function* () {
        const [held, over] = [yield* Deferred.make<void>(), yield* Deferred.make<void>()]
        const holder = yield* Effect.forkChild(
          locked(Effect.andThen(Deferred.succeed(held, undefined), Deferred.await(over)))
        )
        yield* Deferred.await(held)
        yield* cut
        assert.strictEqual(yield* elsewhere(locked(Effect.succeed("got"))), "got")
        yield* fix
        assert.strictEqual(yield* locked(Effect.succeed("other"), "another account"), "other")
        yield* Deferred.succeed(over, undefined)
        yield* Fiber.join(holder)
        assert.strictEqual(yield* locked(Effect.succeed("again")), "again")
        assert.strictEqual(yield* elsewhere(locked(Effect.succeed("got"))), "got")
      })
    )
  )

  it.live("fails whoever waits for a lock over the connection", () =>
    overCuttable(({ cut, fix }, elsewhere) =>
      Effect.gen(function* () {
        const [held, over] = [yield* Deferred.make<void>(), yield* Deferred.make<void>()]
        const holder = yield* Effect.forkChild(
          elsewhere(locked(Effect.andThen(Deferred.succeed(held, undefined), Deferred.await(over))))
        )
        yield* Deferred.await(held)
        const waiting = yield* Effect.forkChild(assertUnavailable(locked(Effect.succeed("got"))), {
          startImmediately: true
        })
        yield* cut
        yield* Fiber.join(waiting)
        yield* fix
        yield* Deferred.succeed(over, undefined)
        yield* Fiber.join(holder)
        assert.strictEqual(yield* locked(Effect.succeed("got")), "got")
      })
    )
  )

  it.live("keeps no lock for whoever went away while asking for it", () =>
    overCuttable((_, elsewhere) =>
      whileConnected(
        Effect.gen(function* () {
          for (let turns = 0; turns < 30; turns += 1) {
            const asking = yield* Effect.forkChild(locked(Effect.never), { startImmediately: true })
            yield* Effect.replicateEffect(turn, turns, { discard: true })
            yield* Fiber.interrupt(asking)
            const next = Effect.timeout(elsewhere(locked(Effect.succeed("got"))), "10 seconds")
            assert.strictEqual(yield* next, "got")
          }
        })
      )
    )
  )

  it.live("lets everyone go away who waits while nothing comes back from it", () =>
    overCuttable(({ hush, fix }, elsewhere) =>
      Effect.gen(function* () {
        const created = yield* create
        const attempts: ReadonlyArray<Effect.Effect<unknown, unknown, Services>> = [
          list,
          create,
          locked(Effect.void)
        ]
        yield* whileConnected(
          Effect.gen(function* () {
            yield* hush
            for (const waiting of attempts) {
              const error = yield* Effect.flip(Effect.timeout(waiting, "100 millis"))
              assert.propertyVal(error, "_tag", "TimeoutError")
            }
            yield* fix
            assert.deepStrictEqual(yield* locked(list), [created])
            assert.deepStrictEqual(yield* elsewhere(locked(list)), [created])
          })
        )
      })
    )
  )
})
