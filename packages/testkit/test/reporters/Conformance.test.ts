import { assert, describe, it } from "vitest"
import type { Level } from "../../src/catalog/Requirement.ts"
import type { Verdict } from "../../src/catalog/Verdict.ts"
import { conforms, countsAgainst, failOnChoices } from "../../src/reporters/Conformance.ts"
import { emptyReport } from "../../src/reporters/Report.ts"

type Kind = Verdict["verdict"]

/** The choices for which a verdict counts against a module. */
const choicesAgainst = (verdict: Kind, level: Level) =>
  failOnChoices.filter((failOn) => countsAgainst({ verdict, level }, failOn))

describe("what makes a run fail", () => {
  it.each<readonly [Kind, Level, ReadonlyArray<string>]>([
    ["fail", "MUST", ["must", "should", "inconclusive"]],
    ["fail", "SHOULD", ["should", "inconclusive"]],
    ["inconclusive", "MUST", ["inconclusive"]],
    ["inconclusive", "SHOULD", ["inconclusive"]],
    ["waived", "MUST", []],
    ["notApplicable", "MUST", []],
    ["pass", "MUST", []]
  ])("is %s of a %s where the choice is one of %j", (verdict, level, choices) => {
    assert.deepStrictEqual(choicesAgainst(verdict, level), choices)
  })

  it("is one verdict of one module", () => {
    const about = {
      path: "a",
      domain: "a",
      language: "python",
      homeAssistant: ["2026.10"],
      problem: null,
      isolation: "os",
      packages: null,
      durationMillis: 0
    } as const
    const verdict = { id: "MOD-1", level: "MUST", message: "", durationMillis: 0 } as const
    const sound = { ...about, verdicts: [{ ...verdict, verdict: "pass" as const }] }
    const faulty = {
      ...about,
      verdicts: [{ ...verdict, verdict: "fail" as const, place: null, counterexample: null }]
    }
    assert.isTrue(conforms({ ...emptyReport, subjects: [sound, sound] }, "must"))
    assert.isFalse(conforms({ ...emptyReport, subjects: [sound, faulty] }, "must"))
  })
})
