import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Fiber, Logger, Redacted } from "effect"
import { TestClock } from "effect/testing"
import * as fc from "fast-check"
import { LinkedAccounts, LinkingFlow, linkLifetime } from "../../src/index.ts"
import type { StartOptions, RequestContext } from "../../src/index.ts"
import { listeningLogger } from "../canaries/effects.ts"
import { json } from "../Provider.ts"
import { agree, ending, makeInstance } from "./Instance.ts"

const start = (options: Partial<StartOptions> = {}) =>
  LinkingFlow.use((flow) => flow.start({ domain: "acme", ...options }))

const callback = (query: URLSearchParams | Record<string, string>, context?: RequestContext) =>
  LinkingFlow.use((flow) => flow.callback(new URLSearchParams(query), context))

const refusal = (query: URLSearchParams | Record<string, string>, context?: RequestContext) =>
  Effect.map(Effect.flip(callback(query, context)), (error) => error._tag)

const browser = (id: string): RequestContext => ({ browser: Redacted.make(id) })

describe("a callback", () => {
  const instance = makeInstance()
  it.effect("that is forged, replayed, incomplete or late is refused, and nothing is sent", () =>
    Effect.gen(function* () {
      const query = agree(yield* start())
      assert.strictEqual(yield* refusal({ code: "THE-CODE" }), "StateMissing")
      assert.strictEqual(yield* refusal({ state: "forged", code: "THE-CODE" }), "StateForged")
      assert.strictEqual(yield* refusal({ state: query.get("state") ?? "" }), "CallbackIncomplete")
      assert.strictEqual(instance.seen.length, 0)
      yield* callback(query)
      assert.strictEqual(yield* refusal(query), "StateReplayed")
      const late = agree(yield* start())
      yield* TestClock.adjust(`${linkLifetime} seconds`)
      assert.strictEqual(yield* refusal(late), "StateExpired")
      assert.strictEqual(instance.seen.length, 1)
    }).pipe(Effect.provide(instance.layer))
  )

  it("that was changed anywhere in its state is refused, and ends no flow", async () => {
    const changed = fc.tuple(fc.nat(), fc.constantFrom(..."aZ9-_."))
    await fc.assert(
      fc.asyncProperty(changed, ([at, character]) =>
        Effect.gen(function* () {
          const query = agree(yield* start())
          const state = query.get("state") ?? ""
          const index = at % state.length
          const forged = state.slice(0, index) + character + state.slice(index + 1)
          fc.pre(forged !== state)
          const code = query.get("code") ?? ""
          assert.strictEqual(yield* refusal({ state: forged, code }), "StateForged")
          assert.strictEqual((yield* callback(query)).type, "create_entry")
        }).pipe(
          Effect.provide(makeInstance().layer),
          Effect.provide(Logger.layer([listeningLogger])),
          Effect.runPromise
        )
      ),
      { numRuns: 50 }
    )
  })

  const superseded = makeInstance()
  it.effect("of an earlier visit is refused, and the flow continues in the latest", () =>
    Effect.gen(function* () {
      const flow = yield* LinkingFlow
      const first = yield* start()
      const second = yield* flow.repeat(first.flowId)
      assert.strictEqual(second.flowId, first.flowId)
      assert.strictEqual(yield* refusal(agree(first)), "StateMismatch")
      assert.strictEqual(superseded.seen.length, 0)
      assert.strictEqual((yield* callback(agree(second))).type, "create_entry")
    }).pipe(Effect.provide(superseded.layer))
  )

  it.effect("with the code of another flow links nothing", () =>
    Effect.gen(function* () {
      const [mine, other] = [agree(yield* start()), agree(yield* start())]
      mine.set("code", other.get("code") ?? "")
      assert.strictEqual(ending(yield* callback(mine)), "oauth_unauthorized")
      assert.deepStrictEqual(yield* LinkedAccounts.use(({ list }) => list), [])
    }).pipe(Effect.provide(makeInstance().layer))
  )

  describe("of a flow that was begun in one browser", () => {
    const instance = makeInstance()
    it.effect.each([browser("OTHERBROWSER"), {}])("is refused in another, and ends the flow", (context) =>
      Effect.gen(function* () {
        const query = agree(yield* start(browser("MYBROWSER")))
        assert.strictEqual(yield* refusal(query, context), "StateMismatch")
        assert.strictEqual(yield* refusal(query, browser("MYBROWSER")), "StateReplayed")
        assert.strictEqual(instance.seen.length, 0)
      }).pipe(Effect.provide(instance.layer))
    )

    it.effect("is taken there, or where the user continued with it", () =>
      Effect.gen(function* () {
        const flow = yield* LinkingFlow
        const mine = agree(yield* start(browser("MYBROWSER")))
        assert.strictEqual((yield* callback(mine, browser("MYBROWSER"))).type, "create_entry")
        const { flowId } = yield* start(browser("MYBROWSER"))
        const moved = agree(yield* flow.repeat(flowId, browser("OTHERBROWSER")))
        assert.strictEqual((yield* callback(moved, browser("OTHERBROWSER"))).type, "create_entry")
      }).pipe(Effect.provide(makeInstance().layer))
    )
  })

  it.effect("stores the token though the browser goes away while its code is exchanged", () => {
    const asked = Deferred.makeUnsafe<void>()
    const granted = Deferred.makeUnsafe<void>()
    const { layer } = makeInstance({
      answer: async () => {
        Deferred.doneUnsafe(asked, Effect.void)
        await Effect.runPromise(Deferred.await(granted))
        return json({ access_token: "ACCESSTOKEN" })
      }
    })
    return Effect.gen(function* () {
      const fiber = yield* Effect.forkChild(callback(agree(yield* start())))
      yield* Deferred.await(asked)
      yield* Fiber.interrupt(fiber)
      yield* Deferred.succeed(granted, undefined)
      const accounts = LinkedAccounts.use(({ list }) => list)
      yield* accounts.pipe(
        Effect.tap(Effect.promise(() => new Promise<void>((resolve) => setImmediate(resolve)))),
        Effect.repeat({ until: (all) => all.length > 0 })
      )
      assert.strictEqual((yield* accounts).length, 1)
    }).pipe(Effect.provide(layer))
  })

  it.effect("of a flow that was cancelled is refused", () =>
    Effect.gen(function* () {
      const flow = yield* LinkingFlow
      const started = yield* start()
      yield* flow.cancel(started.flowId)
      assert.strictEqual(yield* refusal(agree(started)), "FlowNotPending")
      assert.strictEqual((yield* Effect.flip(flow.cancel(started.flowId)))._tag, "FlowNotPending")
    }).pipe(Effect.provide(makeInstance().layer))
  )
})

describe("a step that is interrupted", () => {
  it.effect("leaves the flow where it was", () => {
    const { layer } = makeInstance({ credentials: ["one", "two"] })
    return Effect.gen(function* () {
      const flow = yield* LinkingFlow
      const { flowId } = yield* start()
      const fiber = yield* Effect.forkChild(flow.pickImplementation(flowId, "acme_one"), {
        startImmediately: true
      })
      yield* Fiber.interrupt(fiber)
      assert.strictEqual((yield* flow.pickImplementation(flowId, "acme_two")).type, "external")
    }).pipe(Effect.provide(layer))
  })
})
