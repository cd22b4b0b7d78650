import { assert, describe, it } from "vitest"
import type { RequirementId } from "../../src/catalog/Requirement.ts"
import type { Verdict } from "../../src/catalog/Verdict.ts"
import type { RunEvent, SubjectInfo } from "../../src/runner/RunEvent.ts"
import { applyDecisions, type Decisions, noDecisions, type Waiver } from "../../src/runner/Waivers.ts"

const subject: SubjectInfo = {
  path: "custom_components/acme",
  domain: "acme",
  language: "python",
  homeAssistant: ["2026.10", "2026.9"]
}
const about = { level: "MUST", message: "it is wrong", durationMillis: 1 } as const
const verdict = (
  kind: "fail" | "pass" | "inconclusive" | "notApplicable",
  id: RequirementId = "AUT-2"
): Verdict =>
  kind === "fail"
    ? { ...about, id, verdict: kind, place: null, counterexample: null }
    : { ...about, id, verdict: kind }

const waiver = (more: Partial<Waiver> = {}): Waiver => ({
  _tag: "Waiver",
  requirement: "AUT-2",
  acceptance: { reason: "the provider asks for it", expires: "2027-01-31" },
  match: {},
  place: { file: "config.json", line: 4 },
  ...more
})

/** What a run of one module comes to: its verdicts, and what is said of the waivers. */
const decided = (
  verdicts: ReadonlyArray<Verdict>,
  waivers: ReadonlyArray<Waiver>,
  more: Partial<Decisions> = {}
) => {
  const decide = applyDecisions({
    ...noDecisions,
    waivers,
    today: "2026-11-30",
    judges: () => "all",
    ...more
  })
  const events: ReadonlyArray<RunEvent> = [
    { _tag: "RunStarted", seed: 1, runs: 1, requirements: verdicts.length, subjects: [subject] },
    { _tag: "SubjectStarted", subject },
    ...verdicts.map((each): RunEvent => ({ _tag: "VerdictReached", subject, verdict: each })),
    { _tag: "SubjectFinished", subject, durationMillis: 1, isolation: "os", packages: null, problem: null },
    { _tag: "RunFinished", durationMillis: 1 }
  ]
  const after = events.map(decide)
  return {
    verdicts: after.flatMap((event) => (event._tag === "VerdictReached" ? [event.verdict] : [])),
    kinds: after.flatMap((event) => (event._tag === "VerdictReached" ? [event.verdict.verdict] : [])),
    stale: after.flatMap((event) =>
      event._tag === "RunFinished" ? (event.staleWaivers ?? []).map(({ message }) => message) : []
    )
  }
}

describe("a waiver", () => {
  it("turns a failure of its requirement into a waived one, with its reason, and no other", () => {
    const { stale, verdicts } = decided([verdict("fail"), verdict("fail", "TOK-1")], [waiver()])
    assert.deepStrictEqual(verdicts, [
      {
        ...about,
        id: "AUT-2",
        verdict: "waived",
        place: null,
        counterexample: null,
        waiver: { reason: "the provider asks for it", expires: "2027-01-31" }
      },
      verdict("fail", "TOK-1")
    ])
    assert.deepStrictEqual(stale, [])
  })

  it.each([
    ["on its last day", "2027-01-31", ["waived"], []],
    ["on the day after", "2027-02-01", ["fail"], [/AUT-2 expired on 2027-01-31/]]
  ])("holds or has expired %s", (_, today, kinds, stale) => {
    const found = decided([verdict("fail")], [waiver()], { today })
    assert.deepStrictEqual(found.kinds, kinds)
    assert.lengthOf(found.stale, stale.length)
    for (const [index, message] of stale.entries()) assert.match(found.stale[index] ?? "", message)
  })

  it.each([
    ["2026.11", ["waived"], 0],
    ["2026.10", ["fail"], 1],
    ["2026.9", ["fail"], 1]
  ])("until Home Assistant %s", (until, kinds, stale) => {
    const found = decided([verdict("fail")], [waiver({ until })])
    assert.deepStrictEqual(found.kinds, kinds)
    assert.lengthOf(found.stale, stale)
  })

  it.each([
    [{ domain: "acme" }, "waived"],
    [{ domain: "other" }, "fail"],
    [{ message: "is wrong" }, "waived"],
    [{ message: "is right" }, "fail"],
    [{ path: "./custom_components/acme", language: "python" as const }, "waived"],
    [{ path: "custom_components/acme", language: "typescript" as const }, "fail"]
  ])("is for failures that match %j alone", (match, kind) => {
    const absolute = (path: string) => path.replace("./", "")
    assert.deepStrictEqual(decided([verdict("fail")], [waiver({ match })], { absolute }).kinds, [kind])
  })

  it.each([
    ["pass", "all", 1],
    ["notApplicable", "all", 1],
    ["inconclusive", "all", 0],
    ["pass", "seen", 0],
    ["pass", "none", 0]
  ] as const)("is needless where the verdict is %s in a run of %s: %i", (kind, judges, count) => {
    assert.lengthOf(decided([verdict(kind)], [waiver()], { judges: () => judges }).stale, count)
  })

  it("is not called needless where its requirement was not asked for, or the module could not be loaded", () => {
    assert.deepStrictEqual(decided([verdict("pass", "TOK-1")], [waiver()]).stale, [])
    assert.deepStrictEqual(
      decided([verdict("fail", "MOD-1"), verdict("notApplicable")], [waiver()]).stale,
      []
    )
  })

  it("of a baseline asks to be removed, in a run of a part too, once its module keeps the rule", () => {
    const known = waiver({
      _tag: "Known",
      acceptance: { reason: "known", expires: null },
      match: { path: subject.path, language: "python" }
    })
    assert.match(
      decided([verdict("pass")], [known], { judges: () => "seen" }).stale[0] ?? "",
      /does not fail AUT-2/
    )
    const elsewhere = { ...known, match: { path: "elsewhere", language: "python" as const } }
    assert.deepStrictEqual(decided([verdict("pass")], [elsewhere], { judges: () => "seen" }).stale, [])
    assert.lengthOf(decided([verdict("pass")], [elsewhere]).stale, 1)
  })
})

describe("decisions", () => {
  it("give a requirement the project's level", () => {
    const should: Verdict = { ...verdict("fail", "AUT-9"), level: "SHOULD" }
    const [found] = decided([should], [], { levels: new Map([["AUT-9", "MUST"]]) }).verdicts
    assert.strictEqual(found?.level, "MUST")
  })

  it("are taken anew where others were taken before", () => {
    const [waived] = decided([verdict("fail")], [waiver()]).verdicts
    assert.deepStrictEqual(decided(waived === undefined ? [] : [waived], []).verdicts, [verdict("fail")])
  })
})
