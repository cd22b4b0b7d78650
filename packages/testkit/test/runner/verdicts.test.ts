/** From what a check says to the verdict that is reported. */
import { it } from "@effect/vitest"
import { Effect } from "effect"
import { describe, expect } from "vitest"
import type { RequirementId } from "../../src/catalog/Requirement.ts"
import type { CheckResult } from "../../src/engine/CheckResult.ts"
import { reachVerdict, verdictsOfUnloadable } from "../../src/runner/checkModule.ts"
import { ModuleNotLoaded, SubjectGone } from "../../src/subject/Subject.ts"

const plan = { seed: 7, runs: 1, requirements: [] }

const verdictOf = (id: RequirementId, judgement: Effect.Effect<CheckResult>) =>
  reachVerdict(id, judgement, {
    replay: (id, seed, path) => `again ${id} ${seed} ${path}`,
    redact: (message) => message.replaceAll("SECRET", "<redacted>")
  })

const failure: CheckResult = {
  verdict: "fail",
  message: "it is wrong",
  where: "a.py:1",
  counterexample: { input: 1, salient: 1, path: "3:0:0:0:1", seed: 7, runs: 4, shrinks: 2 }
}

describe("a verdict", () => {
  it.effect("has the requirement's level, and of a failure a short path and how to see it again", () =>
    Effect.gen(function* () {
      expect(yield* verdictOf("AUT-2", Effect.succeed(failure))).toMatchObject({
        id: "AUT-2",
        level: "MUST",
        verdict: "fail",
        where: "a.py:1",
        counterexample: { path: "3:0x3:1", replay: "again AUT-2 7 3:0x3:1" }
      })
      const { level } = yield* verdictOf("AUT-9", Effect.succeed(failure))
      expect(level).toBe("SHOULD")
    })
  )

  it.effect("does not repeat a secret of the module's own", () =>
    Effect.gen(function* () {
      const { message } = yield* verdictOf("AUT-2", Effect.succeed({ ...failure, message: "not SECRET" }))
      expect(message).toBe("not <redacted>")
    })
  )

  it.effect("is that nothing was decided where the test kit itself breaks down, and says so", () =>
    Effect.gen(function* () {
      const verdict = yield* verdictOf("AUT-2", Effect.die(new Error("a mistake")))
      expect(verdict.verdict).toBe("inconclusive")
      expect(verdict.message).toMatch(/^internal error of the test kit, please report it: Error: a mistake/)
    })
  )
})

describe("the verdicts on a module that cannot be had", () => {
  const problem = new ModuleNotLoaded({
    type: "SyntaxError",
    message: "invalid syntax",
    where: "application_credentials.py:3"
  })

  it("are a failing MOD-1, whether it was asked for or not, and nothing decided", () => {
    const verdicts = verdictsOfUnloadable(problem, { ...plan, requirements: ["AUT-2", "AUT-9"] })
    expect(verdicts).toMatchObject([
      {
        id: "MOD-1",
        level: "MUST",
        verdict: "fail",
        message: "the module could not be loaded: SyntaxError: invalid syntax",
        where: "application_credentials.py:3"
      },
      { id: "AUT-2", level: "MUST", verdict: "inconclusive" },
      { id: "AUT-9", level: "SHOULD", verdict: "inconclusive" }
    ])
  })

  it("say how a worker ended, and that files could not be read", () => {
    const gone = new SubjectGone({ reason: "hang", during: "load", message: "It did not end." })
    expect(verdictsOfUnloadable(gone, plan)[0]).toMatchObject({
      message: "the module could not be loaded: It did not end.",
      where: null
    })
    const [first, ...others] = verdictsOfUnloadable({ message: "No such file." }, plan)
    expect(first?.message).toBe("the module could not be loaded: No such file.")
    expect(others.map(({ verdict }) => verdict)).not.toContain("pass")
  })
})
