import { assert, describe, it } from "@effect/vitest"
import type { Duration } from "effect"
import { Effect, Fiber, Layer, Redacted } from "effect"
import { TestClock } from "effect/testing"
import { LinkedAccounts, LinkingFlow, OAuth2Session, StorageUnavailable, Token } from "../../src/index.ts"
import { json } from "../Provider.ts"
import { settle } from "./held.ts"
import { link, makeInstance } from "./Instance.ts"

const refresh = (accountId: string) => OAuth2Session.use((session) => session.refresh(accountId))
const access = (token: Token): string => Redacted.value(token.accessToken)
const storedAccess = (accountId: string) =>
  LinkedAccounts.use((accounts) => Effect.map(accounts.get(accountId), ({ token }) => access(token)))

/** A session over storage whose disk is full until it is said not to be. */
const makeFull = () => {
  const disk = { isFull: true }
  const layerAccounts = Layer.effect(
    LinkedAccounts,
    LinkedAccounts.use((accounts) =>
      Effect.succeed(
        LinkedAccounts.of({
          ...accounts,
          update: (...args) =>
            Effect.suspend(() =>
              disk.isFull
                ? Effect.fail(new StorageUnavailable({ message: "The disk is full." }))
                : accounts.update(...args)
            )
        })
      )
    )
  )
  return { disk, layer: Layer.fresh(OAuth2Session.layer).pipe(Layer.provide(layerAccounts)) }
}

/** Refreshes, which fails after so long, as the token cannot be stored. */
const refreshInVain = Effect.fnUntraced(function* (accountId: string, time: Duration.Input) {
  const fiber = yield* Effect.forkChild(Effect.flip(refresh(accountId)))
  yield* settle
  yield* TestClock.adjust(time)
  assert.strictEqual((yield* Fiber.join(fiber))._tag, "StorageUnavailable")
})

describe("a new token that cannot be stored", () => {
  it.effect("is stored when it can be, and then given to all who wait for it", () => {
    const { layer, seen } = makeInstance()
    const full = makeFull()
    return Effect.gen(function* () {
      const { id } = yield* link
      const calls = Effect.replicateEffect(refresh(id), 10, { concurrency: "unbounded" })
      const fiber = yield* Effect.forkChild(Effect.provide(calls, full.layer))
      yield* settle
      yield* TestClock.adjust("20 seconds")
      assert.isUndefined(fiber.pollUnsafe())
      full.disk.isFull = false
      yield* TestClock.adjust("1 second")
      assert.deepStrictEqual(new Set((yield* Fiber.join(fiber)).map(access)), new Set(["ACCESSTOKEN2"]))
      assert.strictEqual(yield* storedAccess(id), "ACCESSTOKEN2")
      assert.strictEqual(seen.length, 2)
    }).pipe(Effect.provide(layer))
  })

  it.effect("is given to nobody after half a minute, and stored the next time", () => {
    const { layer, seen } = makeInstance()
    const full = makeFull()
    return Effect.gen(function* () {
      const { id } = yield* link
      yield* Effect.gen(function* () {
        yield* refreshInVain(id, "32 seconds")
        assert.strictEqual((yield* Effect.flip(refresh(id)))._tag, "StorageUnavailable")
        full.disk.isFull = false
        assert.strictEqual(access(yield* refresh(id)), "ACCESSTOKEN2")
        assert.strictEqual(yield* storedAccess(id), "ACCESSTOKEN2")
        assert.strictEqual(seen.length, 2)
        assert.strictEqual(access(yield* refresh(id)), "ACCESSTOKEN3")
      }).pipe(Effect.provide(full.layer))
    }).pipe(Effect.provide(layer))
  })

  it.effect("is not stored over one that another process has stored meanwhile", () => {
    const { layer, seen } = makeInstance()
    const full = makeFull()
    return Effect.gen(function* () {
      const { id, token } = yield* link
      const fiber = yield* Effect.forkChild(Effect.provide(refresh(id), full.layer))
      yield* settle
      const other = new Token({ ...token, accessToken: Redacted.make("OTHERTOKEN") })
      yield* LinkedAccounts.use((accounts) => accounts.update(id, { token: other }))
      full.disk.isFull = false
      yield* TestClock.adjust("1 second")
      assert.strictEqual(access(yield* Fiber.join(fiber)), "OTHERTOKEN")
      assert.strictEqual(yield* storedAccess(id), "OTHERTOKEN")
      assert.strictEqual(seen.length, 2)
    }).pipe(Effect.provide(layer))
  })

  it.effect("is refreshed in its turn where it has expired before storage is back", () => {
    const { layer, seen } = makeInstance()
    const full = makeFull()
    return Effect.gen(function* () {
      const { id } = yield* link
      yield* Effect.gen(function* () {
        yield* refreshInVain(id, "2 hours")
        full.disk.isFull = false
        assert.strictEqual(
          access(yield* OAuth2Session.use((session) => session.validToken(id))),
          "ACCESSTOKEN3"
        )
        assert.strictEqual(yield* storedAccess(id), "ACCESSTOKEN3")
        assert.strictEqual(seen.length, 3)
      }).pipe(Effect.provide(full.layer))
    }).pipe(Effect.provide(layer))
  })

  it.effect("that came under an older refresh takes the place of one that is refused", () => {
    const { layer } = makeInstance({
      answer: ({ form }, count) =>
        form.has("code") || ["REFRESHTOKEN1", "REFRESHTOKEN2"].includes(form.get("refresh_token") ?? "")
          ? json({ access_token: `ACCESSTOKEN${count}`, refresh_token: `REFRESHTOKEN${count}` })
          : json({ error: "invalid_grant" }, { status: 400 })
    })
    const full = makeFull()
    return Effect.gen(function* () {
      const { id, token } = yield* link
      yield* Effect.gen(function* () {
        const fiber = yield* Effect.forkChild(refresh(id))
        yield* settle
        // Another process, whose lock broke, stored what the provider has replaced since.
        const refreshToken = Redacted.make("REPLACEDTOKEN")
        const other = new Token({ ...token, refreshToken, accessToken: Redacted.make("OTHERTOKEN") })
        yield* LinkedAccounts.use((accounts) => accounts.update(id, { token: other }))
        full.disk.isFull = false
        yield* TestClock.adjust("1 second")
        assert.strictEqual(access(yield* Fiber.join(fiber)), "OTHERTOKEN")
        assert.strictEqual(access(yield* refresh(id)), "ACCESSTOKEN4")
        assert.strictEqual(yield* storedAccess(id), "ACCESSTOKEN4")
        assert.deepStrictEqual(yield* LinkingFlow.use(({ pending }) => pending), [])
      }).pipe(Effect.provide(full.layer))
    }).pipe(Effect.provide(layer))
  })
})
