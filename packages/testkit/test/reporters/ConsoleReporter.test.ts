import { assert, describe, it } from "vitest"
import type { Verdict } from "../../src/catalog/Verdict.ts"
import { consoleReporter } from "../../src/reporters/ConsoleReporter.ts"
import type { RunEvent, SubjectInfo } from "../../src/runner/RunEvent.ts"

const about = { level: "MUST", message: "holds", durationMillis: 1 } as const
const pass: Verdict = { ...about, id: "MOD-1", verdict: "pass" }
const open: Verdict = { ...about, id: "MOD-2", verdict: "inconclusive", message: "nothing was seen" }
const fail: Verdict = {
  ...about,
  id: "AUT-2",
  verdict: "fail",
  message: "the id is another",
  place: { file: "application_credentials.py", line: 3, code: null },
  counterexample: {
    input: { code: "x", flowId: "y" },
    salient: { code: "x" },
    path: "0x3",
    seed: 1,
    runs: 1,
    shrinks: 2,
    replay: "application-credentials check acme --requirement AUT-2 --seed 1 --path 0x3"
  }
}
const weak: Verdict = { ...fail, id: "AUT-9", level: "SHOULD", place: null, counterexample: null }

/** What is printed for modules with these verdicts. */
const printed = (
  modules: ReadonlyArray<ReadonlyArray<Verdict>>,
  options: { readonly verbose?: boolean; readonly path?: string } = {}
): string => {
  const subjects = modules.map((_, index): SubjectInfo => ({
    path: options.path ?? `acme${index}`,
    domain: "acme",
    language: "python",
    homeAssistant: ["2026.10"]
  }))
  const events: ReadonlyArray<RunEvent> = [
    { _tag: "RunStarted", seed: 3, runs: 1, requirements: 72, subjects },
    ...subjects.flatMap((subject, index): ReadonlyArray<RunEvent> => [
      { _tag: "SubjectStarted", subject },
      ...(modules[index] ?? []).map((verdict): RunEvent => ({ _tag: "VerdictReached", subject, verdict })),
      {
        _tag: "SubjectFinished",
        subject,
        durationMillis: 1234,
        isolation: "process",
        packages: null,
        problem: null
      }
    ]),
    { _tag: "RunFinished", durationMillis: 2345 }
  ]
  const reporter = consoleReporter.start({
    paint: (_, text) => text,
    width: 60,
    verbose: options.verbose ?? false
  })
  return events.map(reporter).join("")
}

describe("the report for people", () => {
  it("says of a failure what, where, with what, how to fix it and how to see it again", () => {
    const lines = printed([[pass, fail]]).split("\n")
    assert.deepStrictEqual(lines.slice(0, 4), [
      "Checking 1 module, 72 requirements, 1 input a property, seed 3",
      "",
      "✗ acme0 (acme, python, Home Assistant 2026.10, isolation process)",
      "  ✗ AUT-2 MUST client_id is the credential's, byte for byte, for any id"
    ])
    assert.deepStrictEqual(lines.slice(4, 8), [
      "      the id is another (application_credentials.py:3)",
      "      with",
      '        code  "x"',
      "      Fix: Take the id from the credential that the hook is"
    ])
    assert.include(lines, `      ${fail.verdict === "fail" ? fail.counterexample?.replay : ""}`)
    assert.include(lines, "  1 passed, 1 failed (1.2 s)")
  })

  it.each([
    ["all is kept", [[pass]], "✓", "1 module keeps every MUST. 2.3 s"],
    [
      "something is inconclusive",
      [[pass, open]],
      "?",
      "1 module keeps every MUST that could be decided. 2.3 s"
    ],
    [
      "an inconclusive SHOULD is left",
      [[pass, { ...open, level: "SHOULD" }]],
      "✓",
      "1 module keeps every MUST. 2.3 s"
    ],
    ["a SHOULD is broken", [[pass, weak]], "!", "1 module keeps every MUST. 2.3 s More on a requirement"],
    ["a MUST is broken", [[open, fail]], "✗", "1 module breaks a MUST. 2.3 s More on a requirement"],
    ["one of two is broken", [[fail], [pass]], "✗", "1 of 2 modules breaks a MUST."],
    ["both are broken", [[fail], [fail]], "✗", "2 of 2 modules break a MUST."],
    ["both are sound", [[pass], [pass]], "✓", "2 modules keep every MUST."]
  ] satisfies ReadonlyArray<readonly [string, ReadonlyArray<ReadonlyArray<Verdict>>, string, string]>)(
    "marks a module and concludes where %s",
    (_, modules, mark, conclusion) => {
      const text = printed(modules)
      assert.include(text, `\n${mark} acme0 `)
      assert.match(text, new RegExp(`^${conclusion.replaceAll(".", "\\.")}`, "m"))
    }
  )

  it("shows what happened in a config flow as a time line, what belongs to a line further in", () => {
    const timeLine = ["the user links the first account", '  grants it at the provider -> abort "unknown"']
    const lines = printed([[{ ...weak, id: "FLO-7", timeLine }]]).split("\n")
    const begun = lines.findIndex((line) => line.includes("the user links"))
    assert.deepStrictEqual(lines.slice(begun, begun + 2), [
      "        the user links the first account",
      '          grants it at the provider -> abort "unknown"'
    ])
    assert.match(lines[begun + 2] ?? "", /^ {6}Fix:/)
  })

  it("gives each reason for what is inconclusive once, with its requirements as ranges", () => {
    const ids = ["MOD-2", "MOD-3", "MOD-4", "SRV-1", "SRV-2", "TOK-9"] as const
    const text = printed([ids.map((id) => ({ ...open, id }))])
    assert.include(text, "\n  ? MOD-2 to MOD-4, SRV-1, SRV-2, TOK-9 inconclusive:\n    nothing was seen\n")
    const apart = printed([(["AUT-1", "TOK-2", "REF-3"] as const).map((id) => ({ ...open, id }))])
    assert.include(apart, "? AUT-1, TOK-2, REF-3 inconclusive")
  })

  it("says every verdict on request, its further lines below the first", () => {
    const text = printed([[pass, { ...open, message: "one\n✓ MOD-3  two" }]], { verbose: true })
    assert.include(text, "\n  ✓ MOD-1  holds\n  ? MOD-2  one\n           ✓ MOD-3  two\n")
  })

  it("says so where the simplest input will do, and cuts a long one", () => {
    const counterexample = fail.verdict === "fail" ? fail.counterexample : null
    const withNotable = (salient: unknown): Verdict => ({
      ...fail,
      ...(counterexample === null ? {} : { counterexample: { ...counterexample, salient } })
    })
    assert.include(printed([[withNotable({})]]), "\n      with any input: the simplest will do\n")
    const long = printed([[withNotable("x".repeat(80))]]).split("\n")
    assert.include(long, `        input  "${"x".repeat(43)}…`)
  })

  it("never lets a module paint over the report", () => {
    const evil = "\u001b[2J\u009b1m\r\u202e1 module keeps every MUST."
    const verdicts: ReadonlyArray<Verdict> = [
      { ...fail, message: evil, place: { file: evil, line: 1, code: null } },
      { ...open, message: evil },
      weak
    ]
    for (const verbose of [true, false]) {
      const text = printed([verdicts], { verbose, path: evil })
      assert.notMatch(text, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/)
      assert.include(text, "\\u001b[2J\\u009b1m\\u000d\\u202e1 module")
    }
  })
})
