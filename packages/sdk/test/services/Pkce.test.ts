import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import { codeChallenge, layerModuleServices, makeCodeVerifier } from "../../src/index.ts"

describe("Pkce", () => {
  it.effect("computes the challenge of RFC 7636, appendix B", () =>
    Effect.gen(function* () {
      const challenge = yield* codeChallenge(Redacted.make("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"))
      assert.strictEqual(challenge, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
    }).pipe(Effect.provide(layerModuleServices))
  )

  it.effect("makes verifiers of unreserved characters, each unlike the others", () =>
    Effect.gen(function* () {
      const verifiers = yield* Effect.replicateEffect(makeCodeVerifier, 200)
      assert.strictEqual(new Set(verifiers.map(Redacted.value)).size, 200)
      for (const verifier of verifiers) assert.match(Redacted.value(verifier), /^[A-Za-z0-9_-]{86}$/)
    }).pipe(Effect.provide(layerModuleServices))
  )
})
