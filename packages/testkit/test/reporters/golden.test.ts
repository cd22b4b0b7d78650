/** What each reporter prints of the faulty examples, in full: a change of any report is seen in review. */
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Effect, Stream, Struct } from "effect"
import { beforeAll, describe, expect, it } from "vitest"
import { readIntegration } from "../../src/adapters/readIntegration.ts"
import { subjectLayer } from "../../src/adapters/subjectLayer.ts"
import { reporters } from "../../src/reporters/reporters.ts"
import { run, type Target } from "../../src/runner/run.ts"
import type { RunEvent } from "../../src/runner/RunEvent.ts"
import { applyDecisions, type Decisions, noDecisions } from "../../src/runner/Waivers.ts"
import { examples } from "../cli/command.ts"
import { reportOf } from "./runs.ts"

const checked = [
  "faulty/typescript/unfinished",
  "faulty/typescript/talkative",
  "faulty/python/lost_pkce",
  "sound/typescript/calendar"
]

/** Each kind of verdict, of rules whose words are settled: what another rule says is not this test's. */
const requirements = ["MOD-7", "SRV-5", "AUT-7", "AUT-9", "TOK-6", "PLH-2", "PKG-1"] as const

/** The run, with what differs from one to the next and from machine to machine left out. */
const events = Effect.gen(function* () {
  const targets = yield* Effect.forEach(checked, (name) =>
    Effect.map(readIntegration(`${examples}/${name}`), (integration): Target => ({
      _tag: "Readable",
      integration: { ...integration, path: `examples/${name}` }
    }))
  )
  const started = run({
    targets,
    plan: { seed: 1, runs: 20, requirements },
    subject: (integration, homeAssistant) => subjectLayer(integration, "none", homeAssistant),
    concurrency: 2
  })
  return (yield* Stream.runCollect(started)).map(withoutDurations).map(applyDecisions(decisions))
}).pipe(Effect.provide(NodeServices.layer))

/** A failure that is waived, and a waiver that nothing needs. */
const decisions: Decisions = {
  ...noDecisions,
  waivers: [
    {
      _tag: "Waiver",
      requirement: "AUT-9",
      acceptance: { reason: "PKCE comes with the next release", expires: "2027-01-31" },
      match: { domain: "talkative" },
      place: { file: "application-credentials.config.json", line: 4 }
    },
    {
      _tag: "Waiver",
      requirement: "MOD-7",
      acceptance: { reason: "the credential of YAML is to go", expires: "2027-01-31" },
      match: {},
      place: { file: "application-credentials.config.json", line: 10 }
    }
  ],
  today: "2026-11-30",
  judges: () => "all"
}

const withoutDurations = (event: RunEvent): RunEvent => {
  switch (event._tag) {
    case "VerdictReached":
      return { ...event, verdict: { ...event.verdict, durationMillis: 0 } }
    case "SubjectFinished":
    case "RunFinished":
      return { ...event, durationMillis: 0 }
    default:
      return event
  }
}

let collected: ReadonlyArray<RunEvent> = []
beforeAll(async () => {
  collected = await Effect.runPromise(events)
}, 300_000)

/** A SARIF log without its rules, which are the catalogue. */
const withoutRules = (report: string): string =>
  report.replace(/^( +)"rules": \[\n.*?^\1\]/ms, '$1"rules": []')

const extensions: { readonly [name: string]: string } = {
  json: "json",
  junit: "xml",
  sarif: "sarif",
  markdown: "md",
  badge: "json",
  "badge-svg": "svg",
  html: "html"
}

describe("the examples' report", () => {
  it.each(Struct.keys(reporters))("%s", async (name) => {
    await expect(withoutRules(reportOf(name, collected))).toMatchFileSnapshot(
      `golden/${name}.${extensions[name] ?? "txt"}`
    )
  })
})
