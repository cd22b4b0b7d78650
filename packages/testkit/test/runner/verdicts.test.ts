/** From what a check says to the verdict that is reported. */
import { it } from "@effect/vitest"
import { Effect } from "effect"
import { describe, expect } from "vitest"
import type { RequirementId } from "../../src/catalog/Requirement.ts"
import type { Verdict } from "../../src/catalog/Verdict.ts"
import type { CheckResult } from "../../src/engine/CheckResult.ts"
import { checkModule, reachVerdict, verdictsOfUnreadable } from "../../src/runner/checkModule.ts"
import type { Integration } from "../../src/subject/Integration.ts"
import { ModuleNotLoaded, Subject, SubjectGone } from "../../src/subject/Subject.ts"

const plan = { seed: 7, runs: 1, requirements: [] }

const verdictOf = (id: RequirementId, judgement: Effect.Effect<CheckResult>) =>
  reachVerdict(id, judgement, {
    replay: (id, seed, path) => `again ${id} ${seed} ${path}`,
    redact: (message) => message.replaceAll("SECRET", "<redacted>"),
    place: (_, where) => (where === null ? null : { file: where, line: 1, code: null })
  })

const integration: Integration = {
  path: "acme",
  directory: "/acme",
  modulePath: "/acme/application_credentials.py",
  moduleFile: "application_credentials.py",
  language: "python",
  folder: "acme",
  domain: "other",
  kind: "custom",
  manifest: {
    path: "manifest.json",
    content: { domain: "other", config_flow: true },
    text: `{\n  "domain": "other",\n  "config_flow": true\n}`
  },
  strings: null,
  translations: {},
  source: 'CLIENT_SECRET = "8f3kQz71LmWc0aTr5VbNx2Yd"',
  siblings: {}
}

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
        place: { file: "a.py:1" },
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

  const verdictsAfter = (
    problem: ModuleNotLoaded | SubjectGone,
    requirements: ReadonlyArray<RequirementId>
  ) =>
    Effect.gen(function* () {
      const verdicts: Array<Verdict> = []
      const subject = Subject.of({
        language: "python",
        isolation: "none",
        load: Effect.fail(problem),
        perform: () => Effect.fail(problem),
        performAll: () => Effect.fail(problem)
      })
      yield* checkModule({
        integration,
        plan: { ...plan, requirements },
        listener: {
          started: () => Effect.void,
          reached: (verdict) => Effect.sync(() => void verdicts.push(verdict))
        }
      }).pipe(Effect.provideService(Subject, subject))
      return verdicts
    })

  it.effect("are a failing MOD-1, whether it was asked for or not, and what the files show", () =>
    Effect.gen(function* () {
      expect(yield* verdictsAfter(problem, ["AUT-2", "PKG-2", "PKG-3"])).toMatchObject([
        {
          id: "MOD-1",
          level: "MUST",
          verdict: "fail",
          message: "the module could not be loaded: SyntaxError: invalid syntax",
          place: { file: "application_credentials.py", line: 3 }
        },
        { id: "AUT-2", verdict: "notApplicable", message: "the module could not be loaded (see MOD-1)" },
        {
          id: "PKG-2",
          verdict: "fail",
          message: 'the manifest\'s domain is "other", and the folder is acme'
        },
        { id: "PKG-3", verdict: "fail" }
      ])
    })
  )

  it.effect("find a secret in the source, and never say that a rule holds", () =>
    Effect.gen(function* () {
      const gone = new SubjectGone({ reason: "hang", during: "load", message: "It did not end." })
      const verdicts = yield* verdictsAfter(gone, ["SEC-4"])
      expect(verdicts).toMatchObject([
        { id: "MOD-1", message: "the module could not be loaded: It did not end." },
        {
          id: "SEC-4",
          verdict: "fail",
          place: {
            file: "application_credentials.py",
            line: 1,
            code: { firstLine: 1, lines: ['CLIENT_SECRET = "<redacted>"'] }
          }
        }
      ])
    })
  )

  it("say that files could not be read, and decide nothing", () => {
    const [first, ...others] = verdictsOfUnreadable(
      { message: "No such file.", place: { file: "manifest.json", line: 1, code: null } },
      plan
    )
    expect(first?.message).toBe("the module could not be loaded: No such file.")
    expect(new Set(others.map(({ verdict }) => verdict))).toEqual(new Set(["inconclusive"]))
  })
})
