import { assert, describe, it } from "vitest"
import * as fc from "fast-check"
import type { Verdict } from "../../src/catalog/Verdict.ts"
import { mergeVerdicts, versionsFor } from "../../src/runner/Versions.ts"
import { type HomeAssistant, homeAssistants, newestHomeAssistant } from "../../src/subject/HomeAssistant.ts"
import type { Integration } from "../../src/subject/Integration.ts"

const older = homeAssistants.at(-1) ?? newestHomeAssistant
const about = { id: "REF-4", level: "MUST", message: "says so", durationMillis: 2 } as const
type Kind = Exclude<Verdict["verdict"], "waived">
const verdictOf = (kind: Kind): Verdict =>
  kind === "fail"
    ? { ...about, verdict: kind, place: null, counterexample: null }
    : { ...about, verdict: kind }
const on = (homeAssistant: HomeAssistant, kind: Kind) => ({
  homeAssistant,
  verdict: verdictOf(kind)
})

const integration = (options: Partial<Integration>): Integration => ({
  path: "acme",
  directory: "/acme",
  modulePath: "/acme/application_credentials.py",
  moduleFile: "application_credentials.py",
  language: "python",
  folder: "acme",
  domain: "acme",
  kind: "custom",
  manifest: null,
  strings: null,
  translations: {},
  source: "",
  siblings: {},
  ...options
})
const namesFor = (...args: Parameters<typeof versionsFor>) =>
  versionsFor(...args).map(({ version }) => version)

describe("the versions that a module is held to", () => {
  it("are the newest, and the oldest that hacs.json names", () => {
    assert.deepStrictEqual(namesFor({}, integration({})), ["2026.10"])
    assert.deepStrictEqual(namesFor({}, null), ["2026.10"])
    assert.deepStrictEqual(namesFor({}, integration({ minimumHomeAssistant: "2026.4.0" })), [
      "2026.10",
      "2026.9"
    ])
    assert.deepStrictEqual(namesFor({}, integration({ minimumHomeAssistant: "2026.11.0" })), ["2026.10"])
  })

  it("are the newest alone for a part of Home Assistant, and the plan's where it names one", () => {
    const core = integration({ kind: "core", minimumHomeAssistant: "2026.4.0" })
    assert.deepStrictEqual(namesFor({}, core), ["2026.10"])
    const custom = integration({ minimumHomeAssistant: "2026.4.0" })
    assert.deepStrictEqual(namesFor({ homeAssistant: older }, custom), ["2026.9"])
  })
})

describe("verdicts on two versions", () => {
  it("are one where they agree", () => {
    const merged = mergeVerdicts([on(newestHomeAssistant, "pass"), on(older, "pass")])
    assert.deepStrictEqual(merged, { ...about, verdict: "pass", durationMillis: 4 })
  })

  it("are the failure, with the version that it is of", () => {
    const merged = mergeVerdicts([on(newestHomeAssistant, "pass"), on(older, "fail")])
    assert.strictEqual(merged.verdict, "fail")
    assert.strictEqual(merged.message, "on Home Assistant 2026.9: says so")
    assert.deepStrictEqual(merged.homeAssistant, ["2026.9"])
  })

  it("never hide a failure, nor say of one version what is of both", () => {
    const kind = fc.constantFrom<Kind>("pass", "fail", "inconclusive", "notApplicable")
    fc.assert(
      fc.property(kind, kind, (one, other) => {
        const merged = mergeVerdicts([on(newestHomeAssistant, one), on(older, other)])
        assert.strictEqual(merged.verdict === "fail", one === "fail" || other === "fail")
        assert.strictEqual(merged.homeAssistant === undefined, one === other)
        assert.include([one, other], merged.verdict)
      })
    )
  })
})
