import { assert, describe, it } from "@effect/vitest"
import { ConfigProvider, Effect, Layer, Redacted } from "effect"
import { Digest } from "effect/crypto"
import * as fc from "fast-check"
import { inspect } from "node:util"
import { AccessTokens } from "../../src/http/index.ts"
import { anySecret } from "../arbitraries.ts"
import { sha256 } from "./Server.ts"

const verify = (token: string) => AccessTokens.use((tokens) => tokens.verify(Redacted.make(token)))

const hashes = (tokens: ReadonlyArray<string>) =>
  AccessTokens.layerHashes(
    tokens.map((token, index) => ({ user: `user ${index}`, isAdmin: index === 0, sha256: sha256(token) }))
  ).pipe(Layer.provide(Digest.layerWebCrypto))

describe("AccessTokens", () => {
  it("knows each token, and no other", async () => {
    const texts = fc.uniqueArray(anySecret, { minLength: 2, maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(texts, async ([other = "", ...tokens]) => {
        const check = Effect.gen(function* () {
          for (const [index, token] of tokens.entries()) {
            assert.deepStrictEqual(yield* verify(token), { id: `user ${index}`, isAdmin: index === 0 })
          }
          const error = yield* Effect.flip(verify(other))
          assert.strictEqual(error.message, "Invalid access token or password")
        })
        await Effect.runPromise(Effect.provide(check, hashes(tokens)))
      }),
      { numRuns: 50 }
    )
  })

  const configured = (value: unknown) =>
    AccessTokens.layerConfig.pipe(
      Layer.provide(Digest.layerWebCrypto),
      Layer.provide(ConfigProvider.layer(ConfigProvider.fromUnknown({ ACCESS_TOKENS: value })))
    )

  it.effect(
    "reads digests from the configuration, in either case, and makes nobody an administrator unasked",
    () =>
      Effect.gen(function* () {
        assert.deepStrictEqual(yield* verify("MY-TOKEN"), { id: "paulus", isAdmin: false })
      }).pipe(
        Effect.provide(
          configured(JSON.stringify([{ user: "paulus", sha256: sha256("MY-TOKEN").toUpperCase() }]))
        )
      )
  )

  it.effect.each([
    ["no JSON", "paulus:MY-TOKEN"],
    ["a token instead of its digest", JSON.stringify([{ user: "paulus", sha256: "MY-TOKEN" }])]
  ])("refuses a configuration that is %s, without repeating it", ([, value]) =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(Effect.provide(verify("MY-TOKEN"), configured(value)))
      assert.strictEqual(error._tag, "ConfigError")
      assert.include(error.message, "ACCESS_TOKENS")
      assert.notInclude(inspect(error, { depth: null }), '"MY-TOKEN"')
    })
  )
})
