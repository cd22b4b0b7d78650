import { it } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import * as fc from "fast-check"
import { describe, expect } from "vitest"
import { makeHarness } from "../../src/engine/Harness.ts"
import { type Subject, SubjectGone } from "../../src/subject/Subject.ts"

const loaded = { hooks: {}, functions: [], imports: [], trace: { logs: [], activity: [], standIns: [] } }
const performance = { outcomes: [], requests: [] }
const gone = new SubjectGone({ reason: "crash", during: "refresh", message: "" })

/** A worker that takes so many turns of the event loop for each message, and what it was sent. */
const makeWorker = (latencies: ReadonlyArray<number>, isDeadly = (_: number): boolean => false) => {
  const sent: Array<ReadonlyArray<number>> = []
  const work = Effect.fnUntraced(function* (entropies: ReadonlyArray<number>) {
    const latency = latencies[sent.push(entropies) % latencies.length] ?? 0
    for (let turn = 0; turn < latency; turn++) yield* Effect.yieldNow
    if (entropies.some(isDeadly)) return yield* gone
  })
  const subject: Subject["Service"] = {
    language: "typescript",
    isolation: "none",
    load: Effect.succeed(loaded),
    perform: ({ entropy }) => Effect.as(work([entropy]), []),
    performAll: (scripts) =>
      Effect.as(
        work(scripts.map(({ entropy }) => entropy)),
        scripts.map(() => performance)
      )
  }
  return { sent, context: makeHarness({ subject, loaded, integration: null }).module }
}

const scriptOf = (entropy: number) => ({ entropy, steps: [], answers: [] })
const answer = () => ({ _tag: "ConnectionFailure" }) as const

type Asking = "runScript" | "runLive"

/** Evaluates inputs together, each of which asks for one script after another, and gives what the worker was sent. */
const ask = Effect.fnUntraced(function* (
  inputs: ReadonlyArray<ReadonlyArray<Asking>>,
  latencies: ReadonlyArray<number>
) {
  const { sent, context } = makeWorker(latencies)
  const askFor = (how: Asking, entropy: number) =>
    how === "runScript"
      ? Effect.asVoid(context.runScript(scriptOf(entropy)))
      : Effect.asVoid(context.runLive({ entropy, steps: [], answer }))
  const evaluate = (asking: ReadonlyArray<Asking>, input: number) =>
    Effect.forEach(asking, (how, index) => askFor(how, 100 * input + index), { discard: true })
  yield* Effect.forEach(inputs, evaluate, { concurrency: "unbounded" })
  return sent
})

describe("running scripts in batches", () => {
  it("never sends them in another order because the worker takes longer", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.constantFrom<Asking>("runScript", "runLive"), { maxLength: 4 }), {
          maxLength: 6
        }),
        fc.array(fc.nat({ max: 5 }), { minLength: 1, maxLength: 10 }),
        async (inputs, latencies) => {
          const atOnce = await Effect.runPromise(ask(inputs, [0]))
          expect(await Effect.runPromise(ask(inputs, latencies))).toEqual(atOnce)
        }
      )
    ))

  it.effect("sends together what is asked for together, and the same script only once", () =>
    Effect.gen(function* () {
      const { sent, context } = makeWorker([1])
      yield* Effect.forEach([1, 2, 1, 3], (entropy) => context.runScript(scriptOf(entropy)), {
        concurrency: "unbounded"
      })
      yield* context.runScript(scriptOf(2))
      expect(sent).toEqual([[1, 2, 3]])
    })
  )

  it.effect("sends the next batch before the results of one are used", () =>
    Effect.gen(function* () {
      const { sent, context } = makeWorker([1])
      const scripts = Array.from({ length: 200 }, (_, entropy) => scriptOf(entropy))
      const sentBefore = yield* Effect.forEach(
        scripts,
        (script) => Effect.map(context.runScript(script), () => sent.length),
        { concurrency: "unbounded" }
      )
      expect(sentBefore).toEqual(scripts.map(() => 2))
    })
  )

  it.effect("sends scripts that have much to say in batches of their own, and remembers none of these", () =>
    Effect.gen(function* () {
      const { sent, context } = makeWorker([1])
      const large = {
        entropy: 2,
        steps: [],
        answers: [{ _tag: "Response", status: 200, headers: {}, body: "x".repeat(300_000) }]
      } as const
      const all = [scriptOf(0), scriptOf(1), large, scriptOf(3)]
      const run = Effect.forEach(all, (script) => context.runScript(script), { concurrency: "unbounded" })
      expect(yield* run).toEqual(all.map(() => performance))
      expect(sent).toEqual([[0, 1], [2], [3]])
      yield* run
      expect(sent.slice(3)).toEqual([[2]])
    })
  )

  it.effect("runs a batch that took the worker's life one by one, before the next", () =>
    Effect.gen(function* () {
      const { sent, context } = makeWorker([1], (entropy) => entropy === 1)
      const all = Array.from({ length: 101 }, (_, entropy) => scriptOf(entropy))
      const exits = yield* Effect.forEach(all, (script) => Effect.exit(context.runScript(script)), {
        concurrency: "unbounded"
      })
      expect(exits.map(({ _tag }) => _tag)).toEqual(
        all.map(({ entropy }) => (entropy === 1 ? "Failure" : "Success"))
      )
      expect(sent.slice(1)).toEqual(all.map(({ entropy }) => [entropy]))
    })
  )

  it.effect("continues for the others where the one who asked first is interrupted", () =>
    Effect.gen(function* () {
      const { sent, context } = makeWorker([3])
      const [first, second] = yield* Effect.forEach([1, 2], (entropy) =>
        Effect.forkChild(context.runScript(scriptOf(entropy)), { startImmediately: true })
      )
      if (first === undefined || second === undefined) return expect.unreachable()
      yield* Fiber.interrupt(first)
      expect(yield* Fiber.join(second)).toEqual(performance)
      expect(sent).toEqual([[1, 2]])
    })
  )
})
