import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Fiber, Redacted } from "effect"
import { TestClock } from "effect/testing"
import {
  defineApplicationCredentials,
  LinkedAccounts,
  LinkingFlow,
  linkLifetime,
  localImplementation,
  overrideImplementation,
  Token,
  TokenDeliveryFailed
} from "../../src/index.ts"
import type { AbortReason } from "../../src/index.ts"
import { ending, makeInstance, server } from "./Instance.ts"

const token = new Token({
  accessToken: Redacted.make("ACCESSTOKEN"),
  tokenType: "Bearer",
  expiresIn: 3_600,
  expiresAt: 3_600
})

/** An instance whose implementation delivers. */
const delivering = () => {
  const gate = Deferred.makeUnsafe<Token, TokenDeliveryFailed>()
  const delivery = Deferred.await(gate)
  const { layer } = makeInstance({
    integration: {
      module: defineApplicationCredentials({
        getAuthImplementation: (_, domain, credential) =>
          Effect.succeed(
            overrideImplementation(localImplementation({ domain, credential, server }), () => ({
              authorize: () => Effect.succeed({ url: "https://cloud.example/link", delivery })
            }))
          )
      })
    }
  })
  return { gate, layer }
}

const accounts = LinkedAccounts.use(({ list }) => list)

describe("a flow whose token is delivered", () => {
  const start = LinkingFlow.use((flow) => flow.start({ domain: "acme" }))

  it.effect("shows where to go, and ends by itself when the token comes", () => {
    const { gate, layer } = delivering()
    return Effect.gen(function* () {
      const flow = yield* LinkingFlow
      const started = yield* start
      assert.deepInclude(started, { type: "external", stepId: "auth", url: "https://cloud.example/link" })
      const waiting = yield* Effect.forkChild(flow.delivered(started.flowId))
      yield* Deferred.succeed(gate, token)
      const result = yield* Fiber.join(waiting)
      assert.strictEqual(result.type, "create_entry")
      assert.deepStrictEqual(yield* flow.delivered(started.flowId), result)
      assert.strictEqual((yield* accounts).length, 1)
      assert.deepStrictEqual(yield* flow.pending, [])
    }).pipe(Effect.provide(layer))
  })

  const reasons: ReadonlyArray<[TokenDeliveryFailed["reason"], AbortReason]> = [
    ["expired", "oauth_timeout"],
    ["denied", "user_rejected_authorize"],
    ["refused", "oauth_unauthorized"],
    ["unavailable", "oauth_failed"],
    ["unusable", "oauth_failed"]
  ]
  it.effect.each(reasons)("where it is %s, aborts with %s", ([reason, expected]) => {
    const { gate, layer } = delivering()
    return Effect.gen(function* () {
      const flow = yield* LinkingFlow
      const { flowId } = yield* start
      yield* Deferred.fail(gate, new TokenDeliveryFailed({ domain: "acme_id", reason, message: "no" }))
      assert.strictEqual(ending(yield* flow.delivered(flowId)), expected)
      assert.deepStrictEqual(yield* flow.pending, [])
    }).pipe(Effect.provide(layer))
  })

  it.effect("links nothing once it was cancelled", () => {
    const { gate, layer } = delivering()
    return Effect.gen(function* () {
      const flow = yield* LinkingFlow
      const { flowId } = yield* start
      const waiting = yield* Effect.forkChild(Effect.flip(flow.delivered(flowId)), {
        startImmediately: true
      })
      yield* flow.cancel(flowId)
      assert.strictEqual((yield* Fiber.join(waiting))._tag, "FlowNotPending")
      yield* Deferred.succeed(gate, token)
      yield* Effect.yieldNow
      assert.deepStrictEqual(yield* accounts, [])
    }).pipe(Effect.provide(layer))
  })

  it.effect("can be begun again, and counts once", () => {
    const { gate, layer } = delivering()
    return Effect.gen(function* () {
      const flow = yield* LinkingFlow
      const { flowId } = yield* start
      assert.strictEqual((yield* flow.repeat(flowId)).flowId, flowId)
      yield* Deferred.succeed(gate, token)
      assert.strictEqual((yield* flow.delivered(flowId)).type, "create_entry")
      assert.strictEqual((yield* accounts).length, 1)
    }).pipe(Effect.provide(layer))
  })

  it.effect("has its result for ten minutes more", () => {
    const { gate, layer } = delivering()
    return Effect.gen(function* () {
      const flow = yield* LinkingFlow
      const { flowId } = yield* start
      yield* Deferred.succeed(gate, token)
      yield* flow.delivered(flowId)
      yield* TestClock.adjust(`${linkLifetime - 1} seconds`)
      yield* flow.delivered(flowId)
      yield* TestClock.adjust("1 second")
      assert.strictEqual((yield* Effect.flip(flow.delivered(flowId)))._tag, "FlowNotPending")
    }).pipe(Effect.provide(layer))
  })
})

describe("a flow that no delivery ends", () => {
  it.effect("is not waited for", () =>
    Effect.gen(function* () {
      const flow = yield* LinkingFlow
      const { flowId } = yield* flow.start({ domain: "acme", device: true })
      assert.strictEqual((yield* Effect.flip(flow.delivered(flowId)))._tag, "FlowNotPending")
    }).pipe(Effect.provide(makeInstance().layer))
  )
})
