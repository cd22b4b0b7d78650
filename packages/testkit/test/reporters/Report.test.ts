import { readFileSync } from "node:fs"
import { assert, describe, it } from "vitest"
import { addEvent, emptyReport, reportJsonSchema } from "../../src/reporters/Report.ts"
import { reporters } from "../../src/reporters/reporters.ts"
import type { RunEvent, SubjectInfo } from "../../src/runner/RunEvent.ts"

const subject: SubjectInfo = { path: "acme", domain: "acme", language: "python", homeAssistant: ["2026.10"] }
const events: ReadonlyArray<RunEvent> = [
  { _tag: "RunStarted", seed: 3, runs: 10, requirements: 1, subjects: [subject] },
  { _tag: "SubjectStarted", subject },
  { _tag: "RequirementStarted", subject, id: "MOD-1" },
  {
    _tag: "VerdictReached",
    subject,
    verdict: { id: "MOD-1", level: "MUST", verdict: "pass", message: "holds", durationMillis: 1 }
  },
  { _tag: "SubjectFinished", subject, durationMillis: 2, isolation: "os", packages: null, problem: null },
  { _tag: "RunFinished", durationMillis: 3 }
]

describe("the report", () => {
  it("is a fold over the run's events", () => {
    assert.deepStrictEqual(events.reduce(addEvent, emptyReport), {
      schemaVersion: 1,
      seed: 3,
      runs: 10,
      requirements: 1,
      durationMillis: 3,
      staleWaivers: [],
      subjects: [
        {
          ...subject,
          problem: null,
          isolation: "os",
          packages: null,
          durationMillis: 2,
          verdicts: [{ id: "MOD-1", level: "MUST", verdict: "pass", message: "holds", durationMillis: 1 }]
        }
      ]
    })
  })

  it("counts each event to the subject that it is of", () => {
    const another: SubjectInfo = { ...subject, path: "other" }
    const { subjects } = [
      ...events.slice(0, -1),
      { _tag: "SubjectStarted", subject: another } as const,
      {
        _tag: "VerdictReached",
        subject: another,
        verdict: { id: "MOD-2", level: "MUST", verdict: "pass", message: "holds", durationMillis: 1 }
      } as const,
      {
        _tag: "SubjectFinished",
        subject: another,
        durationMillis: 5,
        isolation: null,
        packages: null,
        problem: "no such file"
      } as const
    ].reduce(addEvent, emptyReport)
    assert.deepStrictEqual(
      subjects.map(({ durationMillis, path, problem, verdicts }) => [
        path,
        verdicts.map(({ id }) => id),
        durationMillis,
        problem
      ]),
      [
        ["acme", ["MOD-1"], 2, null],
        ["other", ["MOD-2"], 5, "no such file"]
      ]
    )
  })

  it("is printed as JSON once the run has ended, with a newline at its end", () => {
    const add = reporters.json.start({ paint: (_style, text) => text, width: 80, verbose: false })
    const texts = events.map(add)
    const last = texts.pop() ?? ""
    assert.deepStrictEqual(
      texts,
      texts.map(() => "")
    )
    assert.deepStrictEqual(JSON.parse(last), events.reduce(addEvent, emptyReport))
    assert.match(last, /\}\n$/)
  })

  it("has the JSON Schema that is published", () => {
    const published = new URL("../../schema/report.schema.json", import.meta.url)
    assert.deepStrictEqual(JSON.parse(readFileSync(published, "utf8")), reportJsonSchema())
  })
})
