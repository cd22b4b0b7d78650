import { it } from "@effect/vitest"
import { Deferred, Effect, Exit, Fiber } from "effect"
import { describe, expect } from "vitest"
import { makeMemory, once } from "../../src/engine/Memory.ts"

describe("a memory", () => {
  it("gives an answer again to the same question about the same object, and to no other", () => {
    let asked = 0
    const memory = makeMemory<number>()
    const [one, another] = [{}, {}]
    const ask = (about: object, question: string) => memory(about, question, () => ++asked)
    expect([ask(one, "a"), ask(one, "b"), ask(another, "a")]).toEqual([1, 2, 3])
    expect([ask(one, "a"), ask(one, "b"), ask(another, "a")]).toEqual([1, 2, 3])
  })

  it("forgets all answers at once rather than to hold more than it may", () => {
    let asked = 0
    const memory = makeMemory<number>(2)
    const about = {}
    const ask = (question: string) => memory(about, question, () => ++asked)
    expect([ask("a"), ask("b"), ask("a"), ask("c"), ask("c"), ask("a")]).toEqual([1, 2, 1, 3, 3, 4])
  })
})

describe("an effect that runs once", () => {
  it.effect("gives everybody the result of the one run, also those who come while it is under way", () =>
    Effect.gen(function* () {
      const gate = yield* Deferred.make<void>()
      let runs = 0
      const effect = once(Effect.map(Deferred.await(gate), () => ++runs))
      const fibers = yield* Effect.forEach([1, 2, 3], () => Effect.forkChild(effect))
      yield* Deferred.succeed(gate, undefined)
      expect(yield* Effect.forEach(fibers, Fiber.join)).toEqual([1, 1, 1])
      expect(yield* effect).toBe(1)
    })
  )

  it.effect("gives everybody its failure", () =>
    Effect.gen(function* () {
      let runs = 0
      const effect = once(Effect.suspend(() => Effect.fail(++runs)))
      expect(yield* Effect.exit(effect)).toEqual(Exit.fail(1))
      expect(yield* Effect.exit(effect)).toEqual(Exit.fail(1))
    })
  )

  it.effect("continues for the others where the first one is interrupted", () =>
    Effect.gen(function* () {
      const gate = yield* Deferred.make<void>()
      const effect = once(Effect.as(Deferred.await(gate), 1))
      const first = yield* Effect.forkChild(effect, { startImmediately: true })
      const second = yield* Effect.forkChild(effect, { startImmediately: true })
      yield* Fiber.interrupt(first)
      yield* Deferred.succeed(gate, undefined)
      expect(yield* Fiber.join(second)).toBe(1)
    })
  )
})
