import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import * as fc from "fast-check"
import { PendingLink, PendingLinks } from "../../src/index.ts"

const link = (flowId: string, expiresAt = 600) =>
  new PendingLink({
    flowId,
    domain: "acme",
    source: { type: "user" },
    step: { id: "pick_implementation" },
    expiresAt
  })

const take = (flowId: string) => PendingLinks.use((pending) => Effect.exit(pending.take(flowId)))

describe("PendingLinks", () => {
  it("gives each flow once, in any order, and never another's", async () => {
    const orders = fc
      .uniqueArray(fc.string(), { minLength: 1, maxLength: 8 })
      .chain((ids) => fc.tuple(fc.constant(ids), fc.shuffledSubarray(ids, { minLength: ids.length })))
    await fc.assert(
      fc.asyncProperty(orders, async ([flowIds, shuffled]) => {
        await Effect.gen(function* () {
          const pending = yield* PendingLinks
          yield* Effect.forEach(flowIds, (flowId) => pending.put(link(flowId, Number.MAX_SAFE_INTEGER)))
          for (const flowId of shuffled) {
            assert.strictEqual((yield* pending.take(flowId)).flowId, flowId)
            assert.strictEqual((yield* take(flowId))._tag, "Failure")
          }
        }).pipe(Effect.provide(PendingLinks.layerMemory), Effect.runPromise)
      }),
      { numRuns: 30 }
    )
  })

  it.effect("gives no flow whose time is over", () =>
    Effect.gen(function* () {
      const pending = yield* PendingLinks
      yield* pending.put(link("early"))
      yield* pending.put(link("late"))
      yield* TestClock.adjust("599 seconds")
      assert.deepStrictEqual(yield* pending.list, [link("early"), link("late")])
      assert.strictEqual((yield* take("early"))._tag, "Success")
      yield* TestClock.adjust("1 second")
      assert.deepStrictEqual(yield* pending.list, [])
      assert.strictEqual((yield* take("late"))._tag, "Failure")
    }).pipe(Effect.provide(PendingLinks.layerMemory))
  )
})
