/** A module that does what a provider's profile says is accused of nothing, whatever the provider deviates in. */
import {
  clientSettingsFromProfile,
  type Profile,
  profiles
} from "@application-credentials/mock-provider/profiles"
import { defineApplicationCredentials, implementationFromProfile } from "@application-credentials/sdk"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import * as InlineSubject from "../../src/adapters/InlineSubject.ts"
import { runCheck } from "../../src/engine/Check.ts"
import { openHarness, reachVerdict } from "../../src/runner/checkModule.ts"
import { checksOf } from "../../src/runner/Plan.ts"

const plan = { seed: 1, runs: 5, requirements: [] }

const moduleOf = (profile: Profile) =>
  defineApplicationCredentials({
    getAuthImplementation: (_host, domain, credential) =>
      Effect.succeed(
        implementationFromProfile(clientSettingsFromProfile(profile), {
          domain,
          credential,
          scopes: profile.scopes
        })
      )
  })

/** Which requirements fail, and why. */
const accusations = Effect.gen(function* () {
  const harness = yield* openHarness(null)
  const verdicts = yield* Effect.forEach(checksOf(plan), (check) =>
    reachVerdict(check.id, runCheck(check, harness, plan), {
      replay: () => "again",
      redact: (message) => message,
      place: () => null
    })
  )
  return verdicts.flatMap(({ id, message, verdict }) => (verdict === "fail" ? [`${id}: ${message}`] : []))
})

describe("a module made of a profile", () => {
  it.effect.each(profiles.map((profile) => [profile.name, profile] as const))(
    "is accused of nothing: %s",
    ([, profile]) =>
      Effect.gen(function* () {
        assert.deepStrictEqual(yield* accusations, [])
      }).pipe(Effect.provide(InlineSubject.layer(moduleOf(profile))))
  )
})
