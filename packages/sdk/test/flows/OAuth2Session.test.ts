import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Fiber, Layer, Redacted } from "effect"
import { TestClock } from "effect/testing"
import { CredentialStore, LinkedAccounts, OAuth2Session, Token } from "../../src/index.ts"
import { json } from "../Provider.ts"
import { held, until } from "./held.ts"
import { link, makeInstance } from "./Instance.ts"

const validToken = (accountId: string) => OAuth2Session.use((session) => session.validToken(accountId))
const refresh = (accountId: string) => OAuth2Session.use((session) => session.refresh(accountId))
const access = (token: Token): string => Redacted.value(token.accessToken)
const storedAccess = (accountId: string) =>
  LinkedAccounts.use((accounts) => Effect.map(accounts.get(accountId), ({ token }) => access(token)))

describe("OAuth2Session", () => {
  const lazy = makeInstance()
  it.effect("refreshes 20 seconds before the token expires, and not sooner", () =>
    Effect.gen(function* () {
      const { id } = yield* link
      yield* TestClock.adjust("3579 seconds")
      assert.strictEqual(access(yield* validToken(id)), "ACCESSTOKEN1")
      assert.strictEqual(lazy.seen.length, 1)
      yield* TestClock.adjust("1 second")
      assert.strictEqual(access(yield* validToken(id)), "ACCESSTOKEN2")
      assert.strictEqual(yield* storedAccess(id), "ACCESSTOKEN2")
    }).pipe(Effect.provide(lazy.layer))
  )

  it.effect("sends one refresh for any number of callers at once", () => {
    const provider = held()
    const { layer, seen } = makeInstance({ answer: provider.slow })
    return Effect.gen(function* () {
      const { id } = yield* link
      const callers = [
        ...Array.from({ length: 10 }, () => refresh(id)),
        ...Array.from({ length: 10 }, () => validToken(id))
      ]
      yield* TestClock.adjust("1 hour")
      const fiber = yield* Effect.forkChild(Effect.all(callers, { concurrency: "unbounded" }))
      yield* until(() => provider.waiting() === 1)
      yield* provider.release
      assert.deepStrictEqual(new Set((yield* Fiber.join(fiber)).map(access)), new Set(["ACCESSTOKEN2"]))
      assert.strictEqual(seen.length, 2)
    }).pipe(Effect.provide(layer))
  })

  it.effect("sends no refresh with a token that was renewed since it was read", () => {
    const { layer, seen } = makeInstance()
    return Effect.gen(function* () {
      const { id } = yield* link
      const accounts = yield* LinkedAccounts
      const gate = yield* Deferred.make<void>()
      const lateReader = LinkedAccounts.of({
        ...accounts,
        get: (accountId) => Effect.tap(accounts.get(accountId), () => Deferred.await(gate))
      })
      const lateSession = Layer.fresh(OAuth2Session.layer).pipe(
        Layer.provide(Layer.succeed(LinkedAccounts, lateReader))
      )
      const late = yield* Effect.forkChild(Effect.provide(refresh(id), lateSession), {
        startImmediately: true
      })
      yield* refresh(id)
      yield* Deferred.succeed(gate, undefined)
      assert.strictEqual(access(yield* Fiber.join(late)), "ACCESSTOKEN2")
      assert.strictEqual(seen.length, 2)
    }).pipe(Effect.provide(layer))
  })

  it.effect("refreshes a token that was rejected, beside an earlier call that only finds it", () => {
    const { layer, seen } = makeInstance()
    return Effect.gen(function* () {
      const { id, token } = yield* link
      const accounts = yield* LinkedAccounts
      const gate = yield* Deferred.make<void>()
      const slowReader = LinkedAccounts.of({
        ...accounts,
        get: (accountId) => Effect.tap(accounts.get(accountId), () => Deferred.await(gate))
      })
      const next = new Token({ ...token, accessToken: Redacted.make("NEXTTOKEN") })
      yield* accounts.update(id, { token: next })
      yield* Effect.gen(function* () {
        const session = yield* OAuth2Session
        const [finding, refreshing] = yield* Effect.forEach([token, next], (rejected) =>
          Effect.forkChild(session.refresh(id, rejected), { startImmediately: true })
        )
        yield* Deferred.succeed(gate, undefined)
        if (finding === undefined || refreshing === undefined) return assert.fail("two calls were made")
        assert.strictEqual(access(yield* Fiber.join(finding)), "NEXTTOKEN")
        assert.strictEqual(access(yield* Fiber.join(refreshing)), "ACCESSTOKEN2")
      }).pipe(
        Effect.provide(
          Layer.fresh(OAuth2Session.layer).pipe(Layer.provide(Layer.succeed(LinkedAccounts, slowReader)))
        )
      )
      assert.strictEqual(seen.length, 2)
    }).pipe(Effect.provide(layer))
  })

  it.effect("refreshes different accounts at the same time", () => {
    const { layer, seen } = makeInstance({
      answer: (_, count) =>
        json({ access_token: `ACCESSTOKEN${count}`, refresh_token: `REFRESHTOKEN${count}` })
    })
    return Effect.gen(function* () {
      const accounts = [yield* link, yield* link]
      yield* Effect.forEach(accounts, ({ id }) => refresh(id), { concurrency: "unbounded" })
      assert.deepStrictEqual(
        seen
          .slice(2)
          .map(({ form }) => form.get("refresh_token"))
          .toSorted(),
        ["REFRESHTOKEN1", "REFRESHTOKEN2"]
      )
    }).pipe(Effect.provide(layer))
  })

  it.effect("stores a rotated token even if its caller goes away meanwhile", () => {
    const provider = held()
    const { layer, seen } = makeInstance({ answer: provider.slow })
    return Effect.gen(function* () {
      const { id } = yield* link
      const fiber = yield* Effect.forkChild(refresh(id))
      yield* until(() => provider.waiting() === 1)
      yield* Fiber.interrupt(fiber)
      yield* provider.release
      const next = yield* Effect.forkChild(refresh(id))
      yield* until(() => provider.waiting() === 1 || seen.length === 3)
      yield* provider.release
      assert.strictEqual(access(yield* Fiber.join(next)), "ACCESSTOKEN3")
      assert.strictEqual(seen[2]?.form.get("refresh_token"), "REFRESHTOKEN2")
    }).pipe(Effect.provide(layer))
  })

  it.effect("says that the account or its credential is gone", () =>
    Effect.gen(function* () {
      assert.strictEqual((yield* Effect.flip(validToken("gone")))._tag, "AccountNotFound")
      const account = yield* link
      yield* LinkedAccounts.use((accounts) => accounts.remove(account.id))
      yield* CredentialStore.use((store) => store.remove(account.authImplementation))
      const { id: _, ...again } = account
      const { id } = yield* LinkedAccounts.use((accounts) => accounts.create(again))
      assert.strictEqual((yield* Effect.flip(refresh(id)))._tag, "ImplementationUnknown")
    }).pipe(Effect.provide(makeInstance().layer))
  )
})
