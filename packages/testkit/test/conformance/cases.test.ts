/** Modules that were once judged wrongly, each standing for its kind, with the right answers. */
import { readFileSync } from "node:fs"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { findRequirement } from "../../src/catalog/catalog.ts"
import type { RequirementId } from "../../src/catalog/Requirement.ts"
import type { Verdict } from "../../src/catalog/Verdict.ts"
import { implementationTypeScript, sound } from "../mutants/sound.ts"
import { checkFiles } from "./checkFiles.ts"

const check = (name: string, options: Parameters<typeof checkFiles>[1] = {}) => {
  const module = readFileSync(new URL(`cases/${name}.py`, import.meta.url), "utf8")
  return checkFiles(sound("python", name.replaceAll("-", "_"), module), options)
}

const failing = (verdicts: ReadonlyMap<string, Verdict>) =>
  [...verdicts.values()].filter(({ verdict }) => verdict === "fail").map(({ id }) => id)

const failingMusts = (verdicts: ReadonlyMap<string, Verdict>) =>
  failing(verdicts).filter((id) => findRequirement(id)?.level === "MUST")

const inconclusive = (verdicts: ReadonlyMap<string, Verdict>) =>
  [...verdicts.values()].filter(({ verdict }) => verdict === "inconclusive").map(({ id }) => id)

describe("a module that is right", () => {
  it.live("may start re-authentication with the error of a config entry", () =>
    Effect.gen(function* () {
      const requirements: ReadonlyArray<RequirementId> = ["REF-4"]
      for (const homeAssistant of ["2026.10", "2026.9"]) {
        const verdicts = yield* check("4xx-as-configentryauthfailed", { homeAssistant, requirements })
        assert.deepStrictEqual(failing(verdicts), [])
      }
    })
  )

  it.live("may leave the errors of its HTTP client to a host that maps them, and to no older one", () =>
    Effect.gen(function* () {
      const requirements: ReadonlyArray<RequirementId> = ["REF-4", "REF-5"]
      const newest = yield* check("bare-raise-for-status", { requirements })
      assert.deepStrictEqual(failing(newest), [])
      const older = yield* check("bare-raise-for-status", { homeAssistant: "2026.9", requirements })
      assert.deepStrictEqual(failing(older), ["REF-4", "REF-5"])
    })
  )

  it.live("may raise the newest errors itself", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(failingMusts(yield* check("connection-error-2026-10")), [])
    })
  )

  it.live("may authenticate with the host's helper, and hardly a rule is left open", () =>
    Effect.gen(function* () {
      const verdicts = yield* check("helpers-oauth2")
      assert.deepStrictEqual(failingMusts(verdicts), [])
      assert.isAtMost(inconclusive(verdicts).length, 2)
    })
  )

  it.live("may be a public client, whose provider documents the methods of others", () =>
    Effect.gen(function* () {
      const requirements: ReadonlyArray<RequirementId> = ["TOK-4", "TOK-16"]
      assert.deepStrictEqual(failing(yield* check("public-client", { requirements })), [])
    })
  )

  it.live("may say that a credential is not for it", () =>
    Effect.gen(function* () {
      const verdicts = yield* check("not-applicable", { requirements: ["MOD-1", "MOD-4"] })
      assert.deepStrictEqual(failing(verdicts), [])
    })
  )
})

describe("a module that is wrong", () => {
  it.live.each([
    ["google-no-offline", ["AUT-13"]],
    ["no-tls-verification", ["SEC-5"]],
    ["redirect-in-placeholders", ["MOD-9", "PLH-1"]]
  ] as const)("is caught: %s", ([name, requirements]) =>
    Effect.gen(function* () {
      assert.deepStrictEqual(failing(yield* check(name, { requirements })), [...requirements])
    })
  )
})

describe("an endpoint that the host does not use", () => {
  it.live.each(["authorize", "token"])("fails its own rule, and leaves no other open: %s", (name) =>
    Effect.gen(function* () {
      const { files } = implementationTypeScript
      const insecure = Object.entries(files).map(([file, text]) => [
        file,
        text.replace(`https://auth.acme-cloud.com/oauth/${name}`, `http://auth.acme-cloud.com/oauth/${name}`)
      ])
      const changed = { ...implementationTypeScript, files: Object.fromEntries(insecure) }
      const verdicts = yield* checkFiles(changed, { runs: 5 })
      assert.deepStrictEqual(failing(verdicts), ["SRV-1"])
      assert.deepStrictEqual(inconclusive(verdicts), [])
    })
  )
})
