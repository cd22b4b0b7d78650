/** What may wait for a client that does not read. */
import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import * as fc from "fast-check"
import { makeOutbox, outboxLimits } from "../../src/http/Outbox.ts"
import { turn } from "../until.ts"

/** A pipe that is full until it is told to drain, and remembers what came through. */
const makePipe = () => {
  let gate = Deferred.makeUnsafe<void>()
  let isFull = true
  const written: Array<string> = []
  return {
    written,
    outlet: {
      write: (text: string) => Effect.sync(() => void written.push(text)),
      isFull: () => isFull,
      drained: Effect.suspend(() => (isFull ? Deferred.await(gate) : Effect.void))
    },
    drain: Effect.suspend(() => {
      isFull = false
      return Deferred.succeed(gate, undefined)
    }),
    fill: Effect.sync(() => {
      if (isFull) return
      isFull = true
      gate = Deferred.makeUnsafe<void>()
    })
  }
}

const texts = (count: number) => Array.from({ length: count }, (_, n) => String(n))

describe("An outbox", () => {
  it.effect("gives up at more than 4,096 messages, and lets go of them", () =>
    Effect.gen(function* () {
      const pipe = makePipe()
      const { overflow, send } = yield* makeOutbox(pipe.outlet)
      const over = yield* Effect.forkChild(Effect.flip(overflow), { startImmediately: true })
      yield* Effect.forEach(texts(outboxLimits.messages), send)
      assert.isUndefined(over.pollUnsafe())
      yield* send("one more")
      assert.strictEqual((yield* Fiber.join(over)).code, 1008)
      yield* pipe.drain
      yield* Effect.yieldNow
      assert.isAtMost(pipe.written.length, 1)
    })
  )

  it.effect("gives up at more than 1,024 messages that have waited for ten seconds", () =>
    Effect.gen(function* () {
      const pipe = makePipe()
      const { overflow, send } = yield* makeOutbox(pipe.outlet)
      const over = yield* Effect.forkChild(Effect.flip(overflow), { startImmediately: true })
      yield* Effect.forEach(texts(outboxLimits.peak), send)
      yield* TestClock.adjust("1 minute")
      yield* send("one more")
      yield* TestClock.adjust("9 seconds")
      assert.isUndefined(over.pollUnsafe())
      yield* TestClock.adjust("1 second")
      assert.strictEqual((yield* Fiber.join(over)).code, 1008)
    })
  )

  it.effect("bears with a client that catches up in time, however often", () =>
    Effect.gen(function* () {
      const pipe = makePipe()
      const { overflow, send } = yield* makeOutbox(pipe.outlet)
      const over = yield* Effect.forkChild(Effect.flip(overflow), { startImmediately: true })
      for (let turn = 0; turn < 5; turn++) {
        yield* pipe.fill
        yield* Effect.forEach(texts(outboxLimits.peak + 1), send)
        yield* TestClock.adjust("7 seconds")
        yield* pipe.drain
        yield* TestClock.adjust("1 millis")
      }
      assert.isUndefined(over.pollUnsafe())
      assert.deepStrictEqual(
        pipe.written,
        texts(5).flatMap(() => texts(outboxLimits.peak + 1))
      )
    })
  )

  it.effect("gives up at more than 64 MiB of text", () =>
    Effect.gen(function* () {
      const { overflow, send } = yield* makeOutbox(makePipe().outlet)
      const half = "x".repeat(outboxLimits.characters / 2)
      yield* send(half)
      yield* send(half)
      yield* send("x")
      assert.strictEqual((yield* Effect.flip(overflow)).code, 1008)
    })
  )

  it("sends everything in order, wherever the pipe is full", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom("send", "fill", "drain", "turn"), { maxLength: 100 }),
        (steps) =>
          Effect.runPromise(
            Effect.scoped(
              Effect.gen(function* () {
                const pipe = makePipe()
                const { send } = yield* makeOutbox(pipe.outlet)
                const sent: Array<string> = []
                for (const [index, step] of steps.entries()) {
                  if (step === "send") {
                    sent.push(String(index))
                    yield* send(String(index))
                  } else if (step === "turn") yield* turn
                  else yield* pipe[step]
                }
                yield* pipe.drain
                yield* Effect.yieldNow
                yield* Effect.yieldNow
                assert.deepStrictEqual(pipe.written, sent)
              })
            )
          )
      )
    ))
})
