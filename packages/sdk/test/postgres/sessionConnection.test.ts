import type { MockProvider, MockProviderOptions } from "@application-credentials/mock-provider"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Layer, Redacted } from "effect"
import type { Scope } from "effect"
import { OAuth2Session } from "../../src/index.ts"
import type { InstanceServices, LinkedAccount, Token } from "../../src/index.ts"
import { cuttable } from "./cuttable.ts"
import type { Cuttable } from "./cuttable.ts"
import { layerInstanceIn } from "./instance.ts"
import { link, serveProvider } from "./provider.ts"
import { emptySchema } from "./server.ts"
import { reauthentications, storedToken } from "./harness.ts"

interface Place {
  readonly account: LinkedAccount
  readonly served: MockProvider
  readonly way: Cuttable
  /** Runs what another process does, whose way to the database is not cut. */
  readonly elsewhere: <A, E>(effect: Effect.Effect<A, E, InstanceServices>) => Effect.Effect<A, E>
  readonly sent: () => number
}

/** Runs a test in an instance whose way to the database can be cut, once an account is linked. */
const overCuttable = <A, E>(
  test: (place: Place) => Effect.Effect<A, E, InstanceServices | Scope.Scope>,
  options?: Partial<MockProviderOptions>
) =>
  Effect.gen(function* () {
    const { served, url } = yield* serveProvider(options)
    const schema = yield* emptySchema
    const way = yield* cuttable
    const others = yield* Layer.build(layerInstanceIn(schema, url))
    return yield* Effect.gen(function* () {
      const account = yield* link
      const sent = () => served.calls("token").length - 1
      return yield* test({ account, served, way, elsewhere: Effect.provide(others), sent })
    }).pipe(Effect.provide(layerInstanceIn(schema, url, way.path)))
  }).pipe(Effect.scoped)

const refresh = ({ id }: LinkedAccount, rejected?: Token) =>
  OAuth2Session.use((session) =>
    Effect.map(session.refresh(id, rejected), ({ accessToken }) => Redacted.value(accessToken))
  )

/** Callers who all had the account's token rejected, and so need not read it. */
const many = (account: LinkedAccount) =>
  Effect.replicateEffect(refresh(account, account.token), 100, { concurrency: "unbounded" })

describe("a session whose database goes away while a token is refreshed", () => {
  it.live.each([
    ["where it was not told to", "INSERT INTO", "client"],
    ["where it did so, and could not say it", "COMMIT", "server"]
  ] as const)("stores the new one when it is back, %s", ([, text, sender]) =>
    overCuttable(({ account, elsewhere, sent, served, way }) =>
      Effect.gen(function* () {
        const isCut = yield* way.cutAt(text, sender)
        const asking = yield* Effect.forkChild(many(account))
        yield* isCut
        yield* way.fix
        const given = new Set(yield* Fiber.join(asking))
        assert.deepStrictEqual(given, new Set([yield* elsewhere(storedToken(account))]))
        assert.strictEqual(sent(), 1)
        assert.isTrue([...given].every(served.isLive))
      })
    )
  )

  it.live("gives the token that another process has stored meanwhile", () =>
    overCuttable(
      ({ account, elsewhere, sent, way }) =>
        Effect.gen(function* () {
          const isCut = yield* way.cutAt("INSERT INTO", "client")
          const asking = yield* Effect.forkChild(many(account))
          yield* isCut
          const theirs = yield* elsewhere(refresh(account))
          yield* way.fix
          assert.deepStrictEqual(new Set(yield* Fiber.join(asking)), new Set([theirs]))
          assert.strictEqual(yield* elsewhere(storedToken(account)), theirs)
          assert.strictEqual(sent(), 2)
        }),
      { rotation: { mode: "rotate", grace: { untilUsed: true } } }
    )
  )

  it.live("asks the user once where another process sends the old one meanwhile", () =>
    overCuttable(({ account, elsewhere, sent, served, way }) =>
      Effect.gen(function* () {
        const isCut = yield* way.cutAt("INSERT INTO", "client")
        const asking = yield* Effect.forkChild(refresh(account))
        yield* isCut
        const theirs = yield* Effect.flip(elsewhere(refresh(account)))
        assert.propertyVal(theirs, "_tag", "ReauthenticationRequired")
        yield* way.fix
        assert.isFalse(served.isLive(yield* Fiber.join(asking)))
        const ours = yield* Effect.flip(refresh(account))
        assert.propertyVal(ours, "_tag", "ReauthenticationRequired")
        assert.strictEqual((yield* reauthentications).length, 1)
        assert.strictEqual(sent(), 3)
      })
    )
  )

  it.live("says that storage is unavailable, sends nothing while it is, and continues afterwards", () =>
    overCuttable(({ account, sent, way }) =>
      Effect.gen(function* () {
        yield* way.cut
        for (const attempt of [refresh(account), refresh(account)])
          assert.propertyVal(yield* Effect.flip(attempt), "_tag", "StorageUnavailable")
        assert.strictEqual(sent(), 0)
        yield* way.fix
        assert.strictEqual(yield* refresh(account), yield* storedToken(account))
        assert.strictEqual(sent(), 1)
      })
    )
  )
})
