import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Fiber, Layer, Redacted } from "effect"
import { TestClock } from "effect/testing"
import { CredentialStore, LinkedAccounts, OAuth2Session } from "../../src/index.ts"
import type { Token } from "../../src/index.ts"
import { json } from "../Provider.ts"
import type { Answer } from "../Provider.ts"
import { link, makeInstance, strict } from "./Instance.ts"

const validToken = (accountId: string) => OAuth2Session.use((session) => session.validToken(accountId))
const refresh = (accountId: string) => OAuth2Session.use((session) => session.refresh(accountId))
const access = (token: Token): string => Redacted.value(token.accessToken)
const storedAccess = (accountId: string) =>
  LinkedAccounts.use((accounts) => Effect.map(accounts.get(accountId), ({ token }) => access(token)))

/** Answers as the strict provider, each refresh only when it is let go. */
const held = () => {
  const answer = strict()
  const gates: Array<() => void> = []
  const slow: Answer = async (seen, count) => {
    if (seen.form.has("refresh_token")) await new Promise<void>((resolve) => gates.push(resolve))
    return answer(seen, count)
  }
  return {
    slow,
    release: Effect.sync(() => gates.splice(0).forEach((open) => open())),
    waiting: () => gates.length
  }
}

/** Waits until a condition holds that other fibers bring about, however many turns that takes. */
const until = (condition: () => boolean) =>
  Effect.suspend(() =>
    condition() ? Effect.void : Effect.promise(() => new Promise<void>((resolve) => setImmediate(resolve)))
  ).pipe(Effect.repeat({ while: () => !condition() }))

describe("OAuth2Session", () => {
  const lazy = makeInstance()
  it.effect("refreshes 20 seconds before the token expires, and not sooner", () =>
    Effect.gen(function* () {
      const { id } = yield* link
      yield* TestClock.adjust("3579 seconds")
      assert.strictEqual(access(yield* validToken(id)), "a1")
      assert.strictEqual(lazy.seen.length, 1)
      yield* TestClock.adjust("1 second")
      assert.strictEqual(access(yield* validToken(id)), "a2")
      assert.strictEqual(yield* storedAccess(id), "a2")
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
      assert.deepStrictEqual(new Set((yield* Fiber.join(fiber)).map(access)), new Set(["a2"]))
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
      const lateSession = Layer.fresh(OAuth2Session.layerMemory).pipe(
        Layer.provide(Layer.succeed(LinkedAccounts, lateReader))
      )
      const late = yield* Effect.forkChild(Effect.provide(refresh(id), lateSession), {
        startImmediately: true
      })
      yield* refresh(id)
      yield* Deferred.succeed(gate, undefined)
      assert.strictEqual(access(yield* Fiber.join(late)), "a2")
      assert.strictEqual(seen.length, 2)
    }).pipe(Effect.provide(layer))
  })

  it.effect("refreshes different accounts at the same time", () => {
    const { layer, seen } = makeInstance({
      answer: ({ form }, count) =>
        json({ access_token: `a${count}`, refresh_token: `r${count}`, scope: form.get("code") })
    })
    return Effect.gen(function* () {
      const accounts = [yield* link, yield* link]
      yield* Effect.forEach(accounts, ({ id }) => refresh(id), { concurrency: "unbounded" })
      assert.deepStrictEqual(
        seen
          .slice(2)
          .map(({ form }) => form.get("refresh_token"))
          .toSorted(),
        ["r1", "r2"]
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
      assert.strictEqual(access(yield* Fiber.join(next)), "a3")
      assert.strictEqual(seen[2]?.form.get("refresh_token"), "r2")
    }).pipe(Effect.provide(layer))
  })

  it.effect("lets all callers share one failure, and tries again after it", () => {
    let healthy = true
    const { layer, seen } = makeInstance({
      answer: () => json({ access_token: "a", refresh_token: "r" }, { status: healthy ? 200 : 503 })
    })
    return Effect.gen(function* () {
      const { id } = yield* link
      healthy = false
      const attempts = Array.from({ length: 10 }, () => Effect.flip(refresh(id)))
      const errors = yield* Effect.all(attempts, { concurrency: "unbounded" })
      assert.deepStrictEqual(new Set(errors.map(({ _tag }) => _tag)), new Set(["TokenEndpointUnavailable"]))
      assert.strictEqual(seen.length, 2)
      healthy = true
      yield* refresh(id)
      assert.strictEqual(seen.length, 3)
    }).pipe(Effect.provide(layer))
  })

  it.effect("keeps the old token where a refresh fails, and tells transient from terminal", () => {
    let status = 200
    const { layer } = makeInstance({
      answer: () => json({ access_token: "a", refresh_token: "r" }, { status })
    })
    return Effect.gen(function* () {
      const { id } = yield* link
      status = 503
      assert.strictEqual((yield* Effect.flip(refresh(id)))._tag, "TokenEndpointUnavailable")
      status = 400
      assert.strictEqual((yield* Effect.flip(refresh(id)))._tag, "ReauthenticationRequired")
      assert.strictEqual(yield* storedAccess(id), "a")
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
