import { assert, describe, it } from "@effect/vitest"
import { Clock, Effect, Fiber, Layer, Logger } from "effect"
import type { Duration } from "effect"
import { TestClock } from "effect/testing"
import * as fc from "fast-check"
import {
  AccountLock,
  AuthorizationServer,
  CredentialStore,
  defineApplicationCredentials,
  Implementations,
  ImplementationUnavailable,
  LinkingFlow,
  localImplementation,
  Storage,
  StorageUnavailable
} from "../../src/index.ts"
import type { ApplicationCredentialsHooks, StorageError } from "../../src/index.ts"
import { json } from "../Provider.ts"
import type { Answer } from "../Provider.ts"
import { listeningLogger } from "../canaries/effects.ts"
import { until } from "../until.ts"
import { ending, makeInstance, server } from "./Instance.ts"

const codes = {
  device_code: "DEVICECODE",
  user_code: "WDJB-MJHT",
  verification_uri: "https://provider.example/device",
  expires_in: 60,
  interval: 5
}

const getAuthImplementation: ApplicationCredentialsHooks["getAuthImplementation"] = (_, domain, credential) =>
  Effect.succeed(
    localImplementation({
      domain,
      credential,
      server: new AuthorizationServer({
        ...server,
        deviceAuthorizationUrl: "https://provider.example/codes"
      })
    })
  )

const module = defineApplicationCredentials({ getAuthImplementation })

const refusal =
  (error: string, status = 400) =>
  () =>
    json({ error }, { status })
const pending = refusal("authorization_pending")
const granted = () => json({ access_token: "ACCESSTOKEN", expires_in: 3_600 })

const turn = Effect.promise(() => new Promise<void>((resolve) => setImmediate(resolve)))

/** Runs a device flow against answers to its polls, of which the last repeats: the seconds of the polls, and the end. */
const run = (answers: ReadonlyArray<Answer>, given: object = {}) => {
  let now = 0
  const polledAt: Array<number> = []
  const answer: Answer = (asked, count) => {
    if (count === 1) return json({ ...codes, ...given })
    polledAt.push(now)
    return answers[Math.min(count - 2, answers.length - 1)]?.(asked, count) ?? granted()
  }
  return Effect.gen(function* () {
    const flow = yield* LinkingFlow
    const { flowId } = yield* flow.start({ domain: "acme", device: true })
    const fiber = yield* Effect.forkChild(flow.delivered(flowId))
    while (fiber.pollUnsafe() === undefined && now < 300) {
      yield* Effect.repeat(turn, { times: 4 })
      now++
      yield* TestClock.adjust("1 second")
    }
    if (fiber.pollUnsafe() === undefined) return assert.fail("the flow never ends")
    const result = yield* Fiber.join(fiber)
    assert.deepStrictEqual(yield* flow.pending, [])
    return { end: ending(result), polledAt, result }
  }).pipe(
    Effect.provide(Layer.fresh(makeInstance({ answer, integration: { module } }).layer)),
    Effect.provide(Logger.layer([listeningLogger]))
  )
}

describe("a flow on another device", () => {
  const away = () => new Response("<html></html>", { status: 502 })
  const courses: ReadonlyArray<[string, string, ReadonlyArray<number>, ReadonlyArray<Answer>]> = [
    ["create_entry", "waits before the first poll", [5], [granted]],
    ["create_entry", "continues while the user has not decided", [5, 10, 15], [pending, pending, granted]],
    [
      "create_entry",
      "slows down for good",
      [5, 15, 25, 40],
      [refusal("slow_down"), pending, refusal("slow_down"), granted]
    ],
    [
      "create_entry",
      "waits as long again after each failure",
      [5, 15, 35],
      [away, () => Promise.reject(new TypeError("reset")), granted]
    ],
    [
      "create_entry",
      "waits as long as it has to",
      [5, 25],
      [() => json({}, { status: 429, headers: { "retry-after": "20" } }), granted]
    ],
    ["create_entry", "is slower after a 429", [5, 15], [() => json({}, { status: 429 }), granted]],
    ["user_rejected_authorize", "ends where the user refuses", [5], [refusal("access_denied")]],
    ["oauth_timeout", "ends where the provider says so", [5], [refusal("expired_token")]],
    ["oauth_unauthorized", "ends where the client is refused", [5], [refusal("invalid_client", 401)]],
    ["oauth_unauthorized", "ends where the code is refused", [5], [refusal("invalid_grant")]],
    ["oauth_failed", "ends where something else comes", [5], [() => new Response("<html></html>")]],
    [
      "oauth_failed",
      "ends at a redirect",
      [5],
      [() => new Response(null, { status: 302, headers: { location: "/" } })]
    ],
    [
      "oauth_timeout",
      "ends when the code expires, and polls no more",
      [5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55],
      [pending]
    ]
  ]
  it.effect.each(courses)("ends with %s: it %s, at %o seconds", ([end, , times, answers]) =>
    Effect.gen(function* () {
      const course = yield* run(answers)
      assert.strictEqual(course.end, end)
      assert.deepStrictEqual(course.polledAt, times)
    })
  )

  it("never polls faster than the interval allows, whatever comes", async () => {
    const answer = fc.constantFrom<Answer>(pending, refusal("slow_down"), away, () =>
      json({}, { status: 429 })
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(answer, { maxLength: 6 }),
        fc.integer({ min: 1, max: 12 }),
        async (answers, interval) => {
          const program = run([...answers, granted], { interval, expires_in: 200 })
          const { polledAt } = await Effect.runPromise(Effect.provide(program, TestClock.layer()))
          const gaps = polledAt.map((at, index) => at - (polledAt[index - 1] ?? 0))
          assert.isTrue(gaps.every((gap, index) => gap >= Math.max(interval, gaps[index - 1] ?? 0)))
        }
      ),
      { numRuns: 20 }
    )
  })

  it.effect("asks later where its implementation is unavailable, and ends where that is gone", () => {
    const found: Array<"found" | "away"> = ["found", "away", "found"]
    const away = new ImplementationUnavailable({ domain: "acme_id", message: "away" })
    const integration = {
      module: defineApplicationCredentials({
        getAuthImplementation: (...given) =>
          found.shift() === "away" ? Effect.fail(away) : getAuthImplementation(...given)
      })
    }
    const { layer, seen } = makeInstance({
      answer: (_, count) => (count === 1 ? json(codes) : pending()),
      integration
    })
    return Effect.gen(function* () {
      const flow = yield* LinkingFlow
      const { flowId } = yield* flow.start({ domain: "acme", device: true })
      yield* TestClock.adjust("5 seconds")
      yield* until(() => found.length === 1)
      yield* TestClock.adjust("9 seconds")
      assert.strictEqual(seen.length, 1)
      yield* TestClock.adjust("1 second")
      yield* until(() => seen.length === 2)
      yield* CredentialStore.use((store) => store.remove("acme_id"))
      yield* TestClock.adjust("10 seconds")
      const result = yield* flow.delivered(flowId)
      assert.strictEqual(ending(result), "oauth_implementation_unavailable")
      assert.strictEqual(seen.length, 2)
    }).pipe(Effect.provide(layer))
  })

  it.effect("asks later where its implementation cannot be found in time", () => {
    let isStuck = false
    const { layer, seen } = makeInstance({
      answer: (_, count) => (count === 1 ? json({ ...codes, expires_in: 600 }) : granted()),
      integration: { module }
    })
    return Effect.gen(function* () {
      const implementations = yield* Implementations
      yield* implementations.register("stuck", () => (isStuck ? Effect.never : Effect.succeed([])))
      const flow = yield* LinkingFlow
      const { flowId } = yield* flow.start({ domain: "acme", device: true })
      yield* Effect.repeat(turn, { times: 4 })
      isStuck = true
      yield* TestClock.adjust("5 seconds")
      yield* TestClock.adjust("110 seconds")
      isStuck = false
      yield* TestClock.adjust("9 seconds")
      assert.strictEqual(seen.length, 1)
      yield* TestClock.adjust("1 second")
      assert.strictEqual((yield* flow.delivered(flowId)).type, "create_entry")
    }).pipe(Effect.provide(layer))
  })

  it.effect("waits on where storage fails in the middle of a poll", () => {
    const { fragile, setAway } = makeFragile()
    const { layer } = makeInstance({
      answer: (_, count) => (count === 1 ? json({ ...codes, expires_in: 600 }) : granted()),
      integration: { module },
      storage: Layer.provide(fragile, Storage.layerMemory)
    })
    return Effect.gen(function* () {
      const flow = yield* LinkingFlow
      const { flowId } = yield* flow.start({ domain: "acme", device: true })
      setAway("credentials")
      const failing = yield* Effect.forkChild(Effect.flip(flow.delivered(flowId)), { startImmediately: true })
      yield* TestClock.adjust("5 seconds")
      assert.strictEqual((yield* Fiber.join(failing))._tag, "StorageUnavailable")
      setAway(undefined)
      const waiting = yield* Effect.forkChild(flow.delivered(flowId), { startImmediately: true })
      yield* Effect.repeat(turn, { times: 4 })
      yield* TestClock.adjust("2 minutes")
      assert.strictEqual((yield* Fiber.join(waiting)).type, "create_entry")
    }).pipe(Effect.provide(layer))
  })

  it.effect("continues when storage is back and someone asks", () => {
    const { fragile, setAway } = makeFragile()
    const { layer, seen } = makeInstance({
      answer: (_, count) => (count === 1 ? json(codes) : granted()),
      integration: { module },
      storage: Layer.provide(fragile, Storage.layerMemory)
    })
    return Effect.gen(function* () {
      const flow = yield* LinkingFlow
      const { flowId } = yield* flow.start({ domain: "acme", device: true })
      const waiting = yield* Effect.forkChild(Effect.flip(flow.delivered(flowId)), { startImmediately: true })
      setAway("links")
      yield* TestClock.adjust("5 seconds")
      assert.strictEqual((yield* Fiber.join(waiting))._tag, "StorageUnavailable")
      assert.strictEqual((yield* Effect.flip(flow.delivered(flowId)))._tag, "StorageUnavailable")
      assert.strictEqual(seen.length, 1)
      setAway(undefined)
      assert.strictEqual((yield* flow.delivered(flowId)).type, "create_entry")
    }).pipe(Effect.provide(layer))
  })

  it.effect("continues by itself where storage was away as its process began", () => {
    const { fragile, refused, setAway } = makeFragile()
    let asked = 0
    const answer = () => ((asked += 1) === 1 ? json({ ...codes, expires_in: 600 }) : granted())
    return Effect.gen(function* () {
      const lasting = Layer.succeedContext(yield* Layer.build(Layer.fresh(Storage.layerMemory)))
      /** Runs what happens in one process. */
      const inProcess = <A, E>(
        credentials: ReadonlyArray<string>,
        happens: Effect.Effect<A, E, LinkingFlow>
      ) => {
        const storage = Layer.provide(fragile, lasting)
        const { layer } = makeInstance({ answer, credentials, integration: { module }, storage })
        return Effect.provide(happens, Layer.fresh(layer))
      }
      yield* inProcess(
        ["id"],
        LinkingFlow.use((flow) => flow.start({ domain: "acme", device: true }))
      )
      setAway("links")
      yield* inProcess(
        [],
        Effect.gen(function* () {
          yield* until(() => refused() === 1)
          yield* Effect.repeat(turn, { times: 4 })
          setAway(undefined)
          yield* TestClock.adjust("59 seconds")
          assert.strictEqual(asked, 1)
          yield* TestClock.adjust("1 second")
          yield* until(() => asked === 2)
        })
      )
    }).pipe(Effect.scoped)
  })
})

/** Storage that can be away, for flows or for credentials. */
const makeFragile = () => {
  let away: "links" | "credentials" | undefined
  let refused = 0
  const reached = <A>(which: "links" | "credentials", access: Effect.Effect<A, StorageError>) =>
    Effect.suspend(() => {
      if (which !== away) return access
      refused += 1
      return Effect.fail(unavailable)
    })
  const fragile = Layer.effect(
    Storage,
    Storage.use((storage) =>
      Effect.succeed(
        Storage.of({
          ...storage,
          links: {
            ...storage.links,
            get: (id) => reached("links", storage.links.get(id)),
            list: reached("links", storage.links.list)
          },
          credentials: {
            ...storage.credentials,
            find: (where) => reached("credentials", storage.credentials.find(where))
          }
        })
      )
    )
  )
  return {
    fragile: Layer.merge(AccountLock.layerMemory, fragile),
    refused: () => refused,
    setAway: (which: typeof away) => void (away = which)
  }
}

const unavailable = new StorageUnavailable({ message: "away" })

describe("a clock that is set back an hour", () => {
  it.effect("keeps no poll waiting, in this process or the next", () => {
    let polls = 0
    const answer: Answer = (_, count) => {
      if (count === 1) return json({ ...codes, expires_in: 1_800 })
      polls++
      return pending()
    }
    const { layer } = makeInstance({ answer, integration: { module } })
    const tick = Effect.andThen(TestClock.adjust("1 second"), Effect.repeat(turn, { times: 4 }))
    return Effect.gen(function* () {
      yield* TestClock.setTime(7_200_000)
      const flow = yield* LinkingFlow
      const { flowId } = yield* flow.start({ domain: "acme", device: true })
      yield* Effect.replicateEffect(tick, 6)
      assert.strictEqual(polls, 1)
      back.by = 3_600_000
      yield* Effect.replicateEffect(tick, 10)
      assert.strictEqual(polls, 3)
      // As after a restart: another process, which has seen nothing of before.
      back.by = 7_200_000
      yield* Effect.provide(
        Effect.gen(function* () {
          const next = yield* LinkingFlow
          yield* Effect.forkChild(next.delivered(flowId))
          yield* Effect.replicateEffect(tick, 11)
          assert.isAtLeast(polls, 5)
        }),
        Layer.fresh(LinkingFlow.layer)
      )
    }).pipe(Effect.provide(layer), Effect.provideServiceEffect(Clock.Clock, setBack))
  })
})

/** How far the clock of the wall is set back, in milliseconds. */
const back = { by: 0 }

/** The test's clock, of which that of the wall can be set back. */
const setBack = Effect.map(Clock.Clock, (clock) => ({
  ...clock,
  sleep: (duration: Duration.Duration) => clock.sleep(duration),
  monotonicTimeNanosUnsafe: () => clock.monotonicTimeNanosUnsafe(),
  currentTimeMillisUnsafe: () => clock.currentTimeMillisUnsafe() - back.by,
  currentTimeMillis: Effect.map(clock.currentTimeMillis, (time) => time - back.by),
  monotonicTimeNanos: clock.monotonicTimeNanos
}))
