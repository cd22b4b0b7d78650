import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Fiber, Layer, Random, Schedule } from "effect"
import { TestClock } from "effect/testing"
import { makeRefreshPolicy, OAuth2Session, RefreshPolicy } from "../../src/index.ts"
import type { RefreshPolicyOptions } from "../../src/index.ts"
import { json } from "../Provider.ts"
import { settle } from "./held.ts"
import { link, makeInstance } from "./Instance.ts"

const session = (accountId: string) => OAuth2Session.use(({ refresh }) => refresh(accountId))

const ok = () => json({ access_token: "ACCESSTOKEN", refresh_token: "REFRESHTOKEN", expires_in: 3_600 })
const away = (status = 503, retryAfter?: number) =>
  new Response("", { status, headers: retryAfter === undefined ? {} : { "retry-after": String(retryAfter) } })

/** An instance whose provider gives the answers in turn to refreshes, and its refreshes. */
const answering = (answers: ReadonlyArray<() => Response>, policy?: Partial<RefreshPolicyOptions>) => {
  let refreshes = 0
  const { layer } = makeInstance({
    answer: ({ form }) => (form.has("code") ? ok() : (answers[refreshes++] ?? ok)())
  })
  return {
    layer:
      policy === undefined
        ? layer
        : Layer.provide(layer, Layer.succeed(RefreshPolicy, makeRefreshPolicy(policy))),
    refreshes: () => refreshes
  }
}

const steady = { schedule: Schedule.spaced("1 second").pipe(Schedule.upTo({ times: 2 })) }

/** Runs an effect while the clock moves by a step after each refresh, and tells when each was sent. */
const clocked = Effect.fnUntraced(function* <A, E, R>(
  effect: Effect.Effect<A, E, R>,
  refreshes: () => number,
  step: Duration.Input
) {
  const fiber = yield* Effect.forkChild(effect)
  const sent: Array<number> = []
  let now = 0
  const look = Effect.tap(settle, () =>
    Effect.sync(() => {
      while (sent.length < refreshes()) sent.push(now)
    })
  )
  yield* look
  while (fiber.pollUnsafe() === undefined) {
    now += Duration.toMillis(step)
    yield* TestClock.adjust(step)
    yield* look
  }
  return { exit: yield* Fiber.await(fiber), sent }
})

describe("a session's policy", () => {
  const margin = answering([], { expirySkew: 60 })
  it.effect("says how long before its end a token is refreshed", () =>
    Effect.gen(function* () {
      const { id } = yield* link
      const valid = OAuth2Session.use(({ validToken }) => validToken(id))
      yield* TestClock.adjust("3539 seconds")
      yield* valid
      assert.strictEqual(margin.refreshes(), 0)
      yield* TestClock.adjust("1 second")
      yield* valid
      assert.strictEqual(margin.refreshes(), 1)
    }).pipe(Effect.provide(margin.layer))
  )

  it.effect.each([
    ["503", () => away(503)],
    ["429", () => away(429)],
    ["a failed connection", () => assert.fail("reset")]
  ] as const)("has a refresh tried again after %s", ([, answer]) => {
    const provider = answering([answer, answer, ok], steady)
    return Effect.gen(function* () {
      const { id } = yield* link
      const { exit, sent } = yield* clocked(session(id), provider.refreshes, "1 second")
      assert.strictEqual(exit._tag, "Success")
      assert.deepStrictEqual(sent, [0, 1_000, 2_000])
    }).pipe(Effect.provide(provider.layer))
  })

  it.effect("says when to give up, and the next call tries anew", () => {
    const provider = answering([away, away, away], steady)
    return Effect.gen(function* () {
      const { id } = yield* link
      const calls = Effect.all([session(id), session(id)], { concurrency: "unbounded", mode: "result" })
      const { exit } = yield* clocked(calls, provider.refreshes, "1 second")
      const outcomes = exit._tag === "Success" ? exit.value.map(({ _tag }) => _tag) : []
      assert.deepStrictEqual(outcomes, ["Failure", "Failure"])
      assert.strictEqual(provider.refreshes(), 3)
      yield* session(id)
      assert.strictEqual(provider.refreshes(), 4)
    }).pipe(Effect.provide(provider.layer))
  })

  it.effect.each([
    ["a refusal", () => json({ error: "invalid_grant" }, { status: 400 })],
    ["HTML", () => new Response("<html></html>")],
    ["a redirect", () => new Response(null, { status: 302, headers: { location: "/" } })]
  ] as const)("has nothing tried again after %s", ([, answer]) => {
    const provider = answering([answer])
    return Effect.gen(function* () {
      const { id } = yield* link
      yield* Effect.flip(session(id))
      assert.strictEqual(provider.refreshes(), 1)
    }).pipe(Effect.provide(provider.layer))
  })

  it.effect("waits as long as the provider asks", () => {
    const provider = answering([() => away(429, 10)], steady)
    return Effect.gen(function* () {
      const { id } = yield* link
      const { sent } = yield* clocked(session(id), provider.refreshes, "1 second")
      assert.deepStrictEqual(sent, [0, 10_000])
    }).pipe(Effect.provide(provider.layer))
  })

  it.effect("sends nothing for a while that is longer than anyone should wait", () => {
    const provider = answering([() => away(503, 31)])
    return Effect.gen(function* () {
      const { id } = yield* link
      const first = yield* Effect.flip(session(id))
      assert.strictEqual(first._tag, "TokenEndpointUnavailable")
      yield* TestClock.adjust("30 seconds")
      assert.strictEqual(yield* Effect.flip(session(id)), first)
      assert.strictEqual(provider.refreshes(), 1)
      yield* TestClock.adjust("1 second")
      yield* session(id)
      assert.strictEqual(provider.refreshes(), 2)
    }).pipe(Effect.provide(provider.layer))
  })

  it.effect("waits longer from try to try unless given, and never in step with others", () => {
    const provider = answering([away, away, away, ok])
    return Effect.gen(function* () {
      const { id } = yield* link
      const { exit, sent } = yield* clocked(session(id), provider.refreshes, "100 millis")
      assert.strictEqual(exit._tag, "Success")
      const waits = sent.slice(1).map((time, index) => time - (sent[index] ?? 0))
      for (const [index, wait] of waits.entries()) {
        assert.isAtLeast(wait, 800 * 2 ** index)
        assert.isAtMost(wait, 1_200 * 2 ** index + 100)
      }
      assert.notDeepEqual(waits, [1_000, 2_000, 4_000])
    }).pipe(Random.withSeed("jitter"), Effect.provide(provider.layer))
  })
})
