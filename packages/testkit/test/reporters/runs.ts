/** Runs as reporters see them: with all that a module can put into a report. */
import * as fc from "fast-check"
import { catalog } from "../../src/catalog/catalog.ts"
import type { Place, Verdict } from "../../src/catalog/Verdict.ts"
import { type reporters, reporters as all } from "../../src/reporters/reporters.ts"
import type { RunEvent, StaleWaiver, SubjectInfo } from "../../src/runner/RunEvent.ts"

/** A module that was checked. */
export interface Checked {
  readonly subject: SubjectInfo
  readonly verdicts: ReadonlyArray<Verdict>
  readonly stale?: ReadonlyArray<StaleWaiver>
}

export const eventsOf = (modules: ReadonlyArray<Checked>): ReadonlyArray<RunEvent> => [
  {
    _tag: "RunStarted",
    seed: 1,
    runs: 100,
    requirements: 79,
    subjects: modules.map(({ subject }) => subject)
  },
  ...modules.flatMap(({ subject, verdicts }): ReadonlyArray<RunEvent> => [
    { _tag: "SubjectStarted", subject },
    ...verdicts.map((verdict): RunEvent => ({ _tag: "VerdictReached", subject, verdict })),
    { _tag: "SubjectFinished", subject, durationMillis: 1234, isolation: "os", packages: null, problem: null }
  ]),
  { _tag: "RunFinished", durationMillis: 2345, staleWaivers: staleOf(modules) }
]

/** The waivers of a run that do not hold. */
export const staleOf = (modules: ReadonlyArray<Checked>): ReadonlyArray<StaleWaiver> =>
  modules.flatMap(({ stale = [] }) => stale)

/** What a reporter prints of a run. */
export const reportOf = (name: keyof typeof reporters, events: ReadonlyArray<RunEvent>): string => {
  const report = all[name].start({ paint: (_, text) => text, width: 100, verbose: true })
  return events.map(report).join("")
}

/** Texts with which a module would break out of a report: mark-up, commands, what terminals obey, any character. */
export const hostileText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "<script>alert(1)</script>",
        "</pre><img src=x onerror=alert(1)>",
        "]]>",
        "<!--",
        "&amp;&#0;",
        "\"'`",
        "\n::error file=a,line=1::pwned",
        "##[add-mask]x",
        "::stop-commands::x",
        "%0A%25",
        "\r\n",
        "\u001b]0;title\u0007\u001b[2J",
        "\u009b1m\u202e\u200b\u0000",
        "[click](https://evil.example)",
        "![x](https://evil.example/x.png)",
        "https://evil.example www.evil.example me@evil.example",
        "@octocat #1 GH-1",
        "| a | b |\n| - | - |",
        "\\|",
        "```\n# heading\n~~~\n",
        "<a href=javascript:alert(1)>x</a>",
        "\ud800",
        "\uffff\ufffe",
        "a, b: c=d"
      ),
      fc.string({ unit: "binary", maxLength: 20 }),
      fc.string({ maxLength: 20 })
    ),
    { minLength: 1, maxLength: 6 }
  )
  .map((parts) => parts.join(""))

const place: fc.Arbitrary<Place> = fc.record(
  {
    file: hostileText,
    line: fc.integer({ min: 1, max: 1000 }),
    column: fc.integer({ min: 1, max: 100 }),
    code: fc.option(
      fc.record({
        firstLine: fc.integer({ min: 1, max: 1000 }),
        lines: fc.array(hostileText, { minLength: 1, maxLength: 3 })
      })
    )
  },
  { requiredKeys: ["file", "line", "code"] }
)

const verdict: fc.Arbitrary<Verdict> = fc
  .record({
    about: fc.constantFrom(...catalog).map(({ id, level }) => ({ id, level })),
    message: hostileText,
    kind: fc.constantFrom("pass", "fail", "fail", "waived", "inconclusive", "notApplicable"),
    place: fc.option(place),
    input: fc.option(fc.dictionary(hostileText, hostileText, { maxKeys: 2 })),
    replay: hostileText,
    timeLine: fc.option(fc.array(hostileText, { maxLength: 3 }), { nil: undefined }),
    waiver: fc.record({ reason: hostileText, expires: fc.option(fc.constant("2027-01-31")) })
  })
  .map(({ about, input, kind, message, place, replay, timeLine, waiver }): Verdict => {
    const told = { ...about, message, durationMillis: 3 }
    if (kind !== "fail" && kind !== "waived") return { ...told, verdict: kind }
    const counterexample =
      input === null ? null : { input, salient: input, path: "0", seed: 1, runs: 1, shrinks: 0, replay }
    const breach = { place, counterexample, ...(timeLine === undefined ? {} : { timeLine }) }
    return kind === "fail"
      ? { ...told, verdict: kind, ...breach }
      : { ...told, verdict: kind, ...breach, waiver }
  })

/** Any run of modules that mean ill. */
export const hostileRun: fc.Arbitrary<ReadonlyArray<Checked>> = fc.array(
  fc.record({
    subject: fc.record({
      path: hostileText,
      domain: hostileText,
      language: fc.constantFrom("typescript", "python"),
      homeAssistant: fc.constantFrom(["2026.10"], ["2026.10", "2024.6"], [])
    }),
    verdicts: fc.array(verdict, { maxLength: 8 }),
    stale: fc.array(
      fc.record({
        requirement: fc.constantFrom(...catalog.map(({ id }) => id)),
        file: hostileText,
        line: fc.integer({ min: 1, max: 1000 }),
        message: hostileText
      }),
      { maxLength: 1 }
    )
  }),
  { maxLength: 3 }
)

/** A run of so many modules, each with so many failures of a MUST and of a SHOULD. */
export const failingRun = (modules: number, failures: number, message: string): ReadonlyArray<Checked> =>
  Array.from({ length: modules }, (_, index) => ({
    subject: {
      path: `custom_components/acme${index}`,
      domain: `acme${index}`,
      language: "python",
      homeAssistant: ["2026.10"]
    },
    verdicts: (["SHOULD", "MUST"] as const).flatMap((wanted) =>
      catalog
        .filter(({ level }) => level === wanted)
        .slice(0, failures)
        .map(({ id, level }): Verdict => ({
          id,
          level,
          message,
          durationMillis: 1,
          verdict: "fail",
          place: { file: "application_credentials.py", line: 3, code: null },
          counterexample: null
        }))
    )
  }))
