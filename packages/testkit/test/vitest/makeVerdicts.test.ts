/** The verdicts that tests wait for, while one check is under way. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit } from "effect"
import type { Verdict } from "../../src/catalog/Verdict.ts"
import { makeVerdicts } from "../../src/vitest/describeConformance.ts"

const verdict: Verdict = { id: "AUT-2", level: "MUST", verdict: "pass", message: "holds", durationMillis: 1 }

describe("the verdicts of a check under way", () => {
  it.effect("are there for whoever waits, before the check has ended", () =>
    Effect.gen(function* () {
      const { listener, of } = makeVerdicts(["AUT-2"])
      yield* Effect.forkChild(listener.reached(verdict))
      assert.strictEqual(yield* of("AUT-2"), verdict)
    })
  )

  it.effect("fail where the check ends without them, and only those", () =>
    Effect.gen(function* () {
      const { listener, of, until } = makeVerdicts(["AUT-2", "AUT-3"])
      yield* until(listener.reached(verdict))
      assert.strictEqual(yield* of("AUT-2"), verdict)
      const missing = yield* Effect.exit(of("AUT-3"))
      assert.match(String(Exit.isFailure(missing) && missing.cause), /without a verdict on AUT-3/)
    })
  )

  it.effect("fail with what the check died of", () =>
    Effect.gen(function* () {
      const { of, until } = makeVerdicts(["AUT-2"])
      yield* Effect.exit(until(Effect.die(new Error("a mistake of the test kit"))))
      const exit = yield* Effect.exit(of("AUT-2"))
      assert.match(String(Exit.isFailure(exit) && exit.cause), /a mistake of the test kit/)
    })
  )
})
