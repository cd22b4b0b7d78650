/** What a property says of what its inputs showed, of the module and of its host. */
import { it } from "@effect/vitest"
import { Deferred, Effect, Fiber } from "effect"
import * as fc from "fast-check"
import { describe, expect } from "vitest"
import { examination, type Examine, property, runCheck } from "../../src/engine/Check.ts"
import { Inconclusive, NotApplicable, Violated } from "../../src/engine/Finding.ts"
import { makeHarness } from "../../src/engine/Harness.ts"
import { moduleSource } from "../../src/engine/HostTwin.ts"
import { type Subject, SubjectGone } from "../../src/subject/Subject.ts"

const loaded = { hooks: {}, functions: [], imports: [], trace: { logs: [], activity: [], standIns: [] } }
const subject: Subject["Service"] = {
  language: "typescript",
  isolation: "none",
  load: Effect.succeed(loaded),
  perform: () => Effect.die("not asked for"),
  performAll: () => Effect.die("not asked for")
}
const harness = () => makeHarness({ subject, loaded, integration: null })
const numbers = fc.record({ n: fc.nat({ max: 1000 }), other: fc.boolean() })
type Numbers = typeof numbers extends fc.Arbitrary<infer A> ? A : never

const options = { seed: 1, runs: 50 }

/** Runs a property whose examination is this. */
const run = (examine: Examine<Numbers>, more: { readonly path?: string } = {}) =>
  runCheck(property("AUT-2", numbers, examine), harness(), { ...options, ...more })

const violated = (more: { readonly shrinkable?: boolean; readonly own?: boolean } = {}) =>
  Effect.fail(new Violated({ message: "it was large", where: "a.py:1", ...more }))
const gone = new SubjectGone({ reason: "crash", during: "refresh", message: "It ended." })

describe("a property", () => {
  it.effect("holds where all inputs keep the rule, and counts them", () =>
    Effect.gen(function* () {
      expect(yield* run(() => Effect.void)).toEqual({ verdict: "pass", message: "holds for 50 inputs" })
    })
  )

  it.effect("fails with the smallest input, and says what of it matters and how it was found", () =>
    Effect.gen(function* () {
      const result = yield* run(({ n }, context) =>
        n > 100 && context.source === moduleSource ? violated() : Effect.void
      )
      expect(result).toMatchObject({
        verdict: "fail",
        message: "it was large",
        where: "a.py:1",
        counterexample: { input: { n: 101, other: false }, salient: { n: 101 }, seed: 1 }
      })
    })
  )

  it.effect("fails again with exactly that input by its path, and tries no other", () =>
    Effect.gen(function* () {
      let evaluations = 0
      const examine: Examine<Numbers> = ({ n }, context) => {
        if (context.source === moduleSource) evaluations++
        return n > 100 && context.source === moduleSource ? violated() : Effect.void
      }
      const result = yield* run(examine)
      const path = result.verdict === "fail" ? result.counterexample?.path : undefined
      evaluations = 0
      const again = yield* run(examine, path === undefined ? {} : { path })
      expect(evaluations).toBe(1)
      expect(again.verdict === "fail" && again.counterexample?.input).toEqual({ n: 101, other: false })
    })
  )

  it.effect("says so where a path leads to no input", () =>
    Effect.gen(function* () {
      const result = yield* run(() => violated(), { path: "0:9:9:9" })
      expect(result.verdict).toBe("inconclusive")
      expect(result.message).toMatch(/^the path leads to no input of this requirement/)
    })
  )

  it.effect("does not hold against a module what its host does too, and never passes it then", () =>
    Effect.gen(function* () {
      expect(yield* run(({ n }) => (n > 900 ? violated() : Effect.void))).toEqual({
        verdict: "notApplicable",
        message: "the host's own implementation does the same: it was large"
      })
      const own = yield* run(({ n }) => (n > 900 ? violated({ own: true }) : Effect.void))
      expect(own.verdict).toBe("fail")
    })
  )

  it.effect.each([
    ["could not be decided", new Inconclusive({ message: "a package is missing" }), "a package is missing"],
    ["took the worker's life", gone, "It ended. (see MOD-4)"]
  ] as const)("is inconclusive where one input %s, however many kept the rule", ([, finding, message]) =>
    Effect.gen(function* () {
      const result = yield* run(({ n }) => (n > 900 ? Effect.fail(finding) : Effect.void))
      expect(result).toEqual({ verdict: "inconclusive", message })
    })
  )

  it.effect("fails where one input breaks the rule and another is inconclusive", () =>
    Effect.gen(function* () {
      const result = yield* run(({ n }, context) => {
        if (n < 100) return Effect.fail(new Inconclusive({ message: "a package is missing" }))
        return n > 900 && context.source === moduleSource ? violated() : Effect.void
      })
      expect(result.verdict).toBe("fail")
    })
  )

  it.effect("is not applicable only where there is nothing to judge in any input", () =>
    Effect.gen(function* () {
      const nothing = Effect.fail(new NotApplicable({ message: "it does not use PKCE" }))
      expect(yield* run(() => nothing)).toEqual({ verdict: "notApplicable", message: "it does not use PKCE" })
      expect((yield* run(({ n }) => (n > 500 ? nothing : Effect.void))).verdict).toBe("pass")
    })
  )

  it.effect("does not shrink what costs a worker's life each time", () =>
    Effect.gen(function* () {
      let evaluations = 0
      const result = yield* run(() => {
        evaluations++
        return violated({ shrinkable: false })
      })
      expect(result).toMatchObject({ verdict: "fail", counterexample: { shrinks: 0 } })
      expect(evaluations).toBeLessThanOrEqual(options.runs + 1)
    })
  )

  it.effect("stops what it evaluates one by one where it is interrupted", () =>
    Effect.gen(function* () {
      const started = yield* Deferred.make<void>()
      const stopped = yield* Deferred.make<number>()
      const examine: Examine<Numbers> = ({ n }) =>
        Effect.andThen(Deferred.succeed(started, undefined), Effect.never).pipe(
          Effect.onInterrupt(() => Deferred.succeed(stopped, n))
        )
      const fiber = yield* Effect.forkChild(run(examine, { path: "0" }))
      yield* Deferred.await(started)
      yield* Fiber.interrupt(fiber)
      expect(yield* Deferred.await(stopped)).toBeTypeOf("number")
    })
  )

  it.effect("reports a defect of its examination, and does not take it for a verdict", () =>
    Effect.gen(function* () {
      const exit = yield* Effect.exit(run(() => Effect.die(new Error("a mistake of the test kit"))))
      expect(exit._tag).toBe("Failure")
    })
  )
})

describe("an examination", () => {
  it.effect.each([
    [Effect.void, { verdict: "pass", message: "holds" }],
    [violated(), { verdict: "fail", message: "it was large", where: "a.py:1", counterexample: null }],
    [Effect.fail(gone), { verdict: "inconclusive", message: "It ended. (see MOD-4)" }]
  ] as const)("says what it finds, without an input: %#", ([found, result]) =>
    Effect.gen(function* () {
      expect(
        yield* runCheck(
          examination("PKG-1", () => found),
          harness(),
          options
        )
      ).toEqual(result)
    })
  )
})
