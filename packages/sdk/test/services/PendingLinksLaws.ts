/** What holds for the flows that wait, in every layer of storage. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Layer } from "effect"
import { TestClock } from "effect/testing"
import * as fc from "fast-check"
import { PendingLink, PendingLinks } from "../../src/index.ts"
import { pendingLink, text } from "../arbitraries.ts"
import type { StorageLayer } from "./LinkedAccountsLaws.ts"

const link = (flowId: string, expiresAt = 600) =>
  new PendingLink({
    flowId,
    domain: "acme",
    source: { type: "user" },
    step: { id: "pick_implementation" },
    expiresAt
  })

const take = (flowId: string) => PendingLinks.use((pending) => Effect.exit(pending.take(flowId)))

/** Adds the tests of one layer; it is built afresh for each of them. */
export const suite = (name: string, storage: StorageLayer) => {
  const layer = Layer.fresh(PendingLinks.layer.pipe(Layer.provide(storage)))

  describe(`PendingLinks, ${name}`, () => {
    it("gives each flow once, in any order, and never another's", async () => {
      const orders = fc
        .uniqueArray(text(), { minLength: 1, maxLength: 8 })
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
          }).pipe(Effect.provide(layer), Effect.runPromise)
        }),
        { numRuns: 20 }
      )
    })

    it("gives back any flow as it was put", async () => {
      await fc.assert(
        fc.asyncProperty(pendingLink, async (members) => {
          const put = new PendingLink({ ...members, expiresAt: Number.MAX_SAFE_INTEGER })
          await Effect.gen(function* () {
            const pending = yield* PendingLinks
            yield* pending.put(put)
            assert.deepStrictEqual(yield* pending.list, [put])
            assert.deepStrictEqual(yield* pending.take(put.flowId), put)
          }).pipe(Effect.provide(layer), Effect.runPromise)
        }),
        { numRuns: 20 }
      )
    })

    it.effect("changes a flow where it is, gives it as it was, and loses no change of many at once", () =>
      Effect.gen(function* () {
        const pending = yield* PendingLinks
        yield* pending.put(link("flow", 1_000))
        yield* pending.put(link("other", 1_000))
        const later = (one: PendingLink) => new PendingLink({ ...one, expiresAt: one.expiresAt + 1 })
        const before = yield* Effect.forEach(
          Array.from({ length: 10 }),
          () => pending.update("flow", later),
          { concurrency: "unbounded" }
        )
        const seen = before.map(({ expiresAt }) => expiresAt)
        assert.deepStrictEqual(new Set(seen), new Set(Array.from({ length: 10 }, (_, at) => 1_000 + at)))
        assert.deepStrictEqual(yield* pending.update("flow", (one) => one), link("flow", 1_010))
        assert.deepStrictEqual(yield* pending.list, [link("flow", 1_010), link("other", 1_000)])
      }).pipe(Effect.provide(layer))
    )

    it.effect("leaves a flow where it is that is not wanted", () =>
      Effect.gen(function* () {
        const pending = yield* PendingLinks
        yield* pending.put(link("flow"))
        const unwanted = yield* Effect.flip(pending.take("flow", ({ domain }) => domain === "other"))
        assert.strictEqual(unwanted._tag, "FlowNotPending")
        const wanted = yield* pending.take("flow", ({ domain }) => domain === "acme")
        assert.deepStrictEqual(wanted, link("flow"))
      }).pipe(Effect.provide(layer))
    )

    it.effect("changes no flow that is not there, has been taken or has expired", () =>
      Effect.gen(function* () {
        const pending = yield* PendingLinks
        yield* pending.put(link("taken"))
        yield* pending.put(link("expired"))
        yield* pending.take("taken")
        yield* TestClock.adjust("600 seconds")
        for (const flowId of ["never", "taken", "expired"]) {
          const error = yield* Effect.flip(
            pending.update(flowId, (one) => new PendingLink({ ...one, expiresAt: 1_000 }))
          )
          assert.strictEqual(error._tag, "FlowNotPending")
        }
        assert.deepStrictEqual(yield* pending.list, [])
      }).pipe(Effect.provide(layer))
    )

    it.effect("gives a flow to one of many at once", () =>
      Effect.gen(function* () {
        const pending = yield* PendingLinks
        yield* pending.put(link("flow"))
        const exits = yield* Effect.forEach(Array.from({ length: 10 }), () => take("flow"), {
          concurrency: "unbounded"
        })
        assert.strictEqual(exits.filter(Exit.isSuccess).length, 1)
      }).pipe(Effect.provide(layer))
    )

    it.effect("keeps the latest of what was put for a flow", () =>
      Effect.gen(function* () {
        const pending = yield* PendingLinks
        yield* pending.put(link("flow", 100))
        yield* pending.put(link("flow", 200))
        assert.deepStrictEqual(yield* pending.list, [link("flow", 200)])
        assert.deepStrictEqual(yield* pending.take("flow"), link("flow", 200))
      }).pipe(Effect.provide(layer))
    )

    it.effect("gives no flow whose time is over", () =>
      Effect.gen(function* () {
        const pending = yield* PendingLinks
        yield* pending.put(link("early"))
        yield* pending.put(link("late"))
        yield* pending.put(link("later", 700))
        yield* TestClock.adjust("599 seconds")
        assert.strictEqual((yield* take("early"))._tag, "Success")
        yield* TestClock.adjust("1 second")
        assert.strictEqual((yield* take("late"))._tag, "Failure")
        assert.deepStrictEqual(yield* pending.list, [link("later", 700)])
        yield* pending.put(link("latest", 800))
        assert.deepStrictEqual(yield* pending.list, [link("later", 700), link("latest", 800)])
      }).pipe(Effect.provide(layer))
    )
  })
}
