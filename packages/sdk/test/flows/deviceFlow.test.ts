import { assert, describe, it } from "@effect/vitest"
import { type MockProviderOptions, systemClock } from "@application-credentials/mock-provider"
import { Clock, Effect, Fiber, Redacted } from "effect"
import { TestClock } from "effect/testing"
import { LinkedAccounts, LinkingFlow, OAuth2Session } from "../../src/index.ts"
import { ending } from "./Instance.ts"
import { layerInstance, makeStrictProvider } from "../StrictProvider.ts"
import type { StrictProvider } from "../StrictProvider.ts"
import { until } from "../until.ts"

/** Makes a provider on the test's clock, whose user is asked. */
const makeAsking = (options: Partial<MockProviderOptions> = {}) =>
  Effect.map(Clock.Clock, (clock) =>
    makeStrictProvider({
      consent: "ask",
      clock: { ...systemClock, now: () => clock.currentTimeMillisUnsafe() },
      ...options
    })
  )

const start = Effect.gen(function* () {
  const flow = yield* LinkingFlow
  const started = yield* flow.start({ domain: "acme", device: true })
  if (started.type !== "progress") return assert.fail(`no device flow: ${JSON.stringify(started)}`)
  return { ...started, result: yield* Effect.forkChild(flow.delivered(started.flowId)) }
})

const polls = ({ provider }: StrictProvider, count: number) =>
  Effect.gen(function* () {
    const before = provider.calls("token").length
    for (let poll = 1; poll <= count; poll++) {
      yield* TestClock.adjust("5 seconds")
      yield* until(() => provider.calls("token").length === before + poll)
    }
  })

describe("a device flow at a strict provider", () => {
  it.effect("links an account, however long its user takes while the code is good", () =>
    Effect.gen(function* () {
      const strict = yield* makeAsking({ lifetimes: { deviceCode: 1_800 } })
      yield* Effect.gen(function* () {
        const { expiresAt, result, userCode, verificationUri } = yield* start
        assert.strictEqual(verificationUri, "https://provider.test/device")
        assert.strictEqual(expiresAt, 1_800)
        yield* polls(strict, 240)
        strict.provider.decideDevice(userCode, { _tag: "Approve" })
        yield* polls(strict, 1)
        const linked = yield* Fiber.join(result)
        if (linked.type !== "create_entry") return assert.fail(`no account was made: ${ending(linked)}`)
        assert.isTrue(strict.provider.isLive(Redacted.value(linked.account.token.accessToken)))
        const rules = strict.provider.calls("token").map(({ rule }) => rule)
        assert.deepStrictEqual(new Set(rules), new Set(["device-pending", undefined]))
        const { refresh } = yield* OAuth2Session
        const { accessToken } = yield* refresh(linked.account.id)
        assert.isTrue(strict.provider.isLive(Redacted.value(accessToken)))
      }).pipe(Effect.provide(layerInstance(strict)))
    })
  )

  it.effect("ends where the user refuses", () =>
    Effect.gen(function* () {
      const strict = yield* makeAsking()
      yield* Effect.gen(function* () {
        const { result, userCode } = yield* start
        strict.provider.decideDevice(userCode, { _tag: "Deny" })
        yield* polls(strict, 1)
        assert.strictEqual(ending(yield* Fiber.join(result)), "user_rejected_authorize")
        assert.deepStrictEqual(yield* LinkedAccounts.use(({ list }) => list), [])
      }).pipe(Effect.provide(layerInstance(strict)))
    })
  )

  it.effect("ends when the code expires", () =>
    Effect.gen(function* () {
      const strict = yield* makeAsking({ lifetimes: { deviceCode: 12 } })
      yield* Effect.gen(function* () {
        const { result } = yield* start
        yield* polls(strict, 2)
        yield* TestClock.adjust("2 seconds")
        assert.strictEqual(ending(yield* Fiber.join(result)), "oauth_timeout")
        assert.strictEqual(strict.provider.calls("token").length, 2)
      }).pipe(Effect.provide(layerInstance(strict)))
    })
  )

  it.effect("shows the same code again, and whoever waits for its end keeps waiting", () =>
    Effect.gen(function* () {
      const strict = yield* makeAsking()
      yield* Effect.gen(function* () {
        const flow = yield* LinkingFlow
        const { result, ...shown } = yield* start
        yield* polls(strict, 1)
        assert.deepStrictEqual(yield* flow.repeat(shown.flowId), shown)
        strict.provider.decideDevice(shown.userCode, { _tag: "Approve" })
        yield* polls(strict, 1)
        const linked = yield* Fiber.join(result)
        assert.strictEqual(linked.type, "create_entry")
        assert.deepStrictEqual(yield* flow.delivered(shown.flowId), linked)
        assert.strictEqual((yield* Effect.flip(flow.repeat(shown.flowId)))._tag, "FlowNotPending")
      }).pipe(Effect.provide(layerInstance(strict)))
    })
  )

  it.effect("asks no more once it was cancelled, and links nothing", () =>
    Effect.gen(function* () {
      const strict = yield* makeAsking()
      yield* Effect.gen(function* () {
        const flow = yield* LinkingFlow
        const { flowId, result, userCode } = yield* start
        const failing = yield* Effect.forkChild(Effect.flip(Fiber.join(result)), { startImmediately: true })
        yield* polls(strict, 1)
        yield* flow.cancel(flowId)
        assert.strictEqual((yield* Fiber.join(failing))._tag, "FlowNotPending")
        strict.provider.decideDevice(userCode, { _tag: "Approve" })
        yield* TestClock.adjust("10 minutes")
        assert.strictEqual(strict.provider.calls("token").length, 1)
        assert.deepStrictEqual(yield* LinkedAccounts.use(({ list }) => list), [])
      }).pipe(Effect.provide(layerInstance(strict)))
    })
  )
})
