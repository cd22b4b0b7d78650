import { assert, describe, expectTypeOf, it } from "@effect/vitest"
import { Config, ConfigProvider, Effect, Layer, Redacted } from "effect"
import * as fc from "fast-check"
import { inspect } from "node:util"
import { StorageEncryption } from "../../src/index.ts"
import type { EncryptionKeysInvalid } from "../../src/index.ts"
import { anySecret, text } from "../arbitraries.ts"

const key = (byte: number) => Buffer.alloc(32, byte).toString("base64")
const keys = (...entries: ReadonlyArray<string>) => StorageEncryption.layer(Redacted.make(entries.join()))

/** Seals with one layer and opens with another. */
const through = (
  sealing: Layer.Layer<StorageEncryption, EncryptionKeysInvalid | Config.ConfigError>,
  opening: Layer.Layer<StorageEncryption, EncryptionKeysInvalid | Config.ConfigError>,
  options: { readonly secret?: string; readonly location?: string; readonly other?: string } = {}
) =>
  Effect.gen(function* () {
    const { secret = "THE-SECRET", location = "accounts/a", other = location } = options
    const seal = StorageEncryption.use(({ seal }) => seal(Redacted.make(secret), location))
    const sealed = yield* Effect.provide(seal, sealing)
    if (sealed === undefined) return assert.fail("nothing was sealed")
    const open = StorageEncryption.use(({ open }) => open(sealed, other))
    return { sealed, opened: yield* Effect.exit(Effect.provide(open, opening)) }
  })

describe("StorageEncryption", () => {
  it("opens whatever it has sealed, for the same record", async () => {
    await fc.assert(
      fc.asyncProperty(anySecret, text(), async (secret, location) => {
        const { opened } = await Effect.runPromise(
          through(keys(`a:${key(1)}`), keys(`a:${key(1)}`), { secret, location })
        )
        assert.strictEqual(opened._tag === "Success" && Redacted.value(opened.value), secret)
      }),
      { numRuns: 50 }
    )
  })

  it.effect("seals one secret differently each time, and shows nothing of it", () =>
    Effect.gen(function* () {
      const encryption = keys(`a:${key(1)}`)
      const [first, second] = [yield* through(encryption, encryption), yield* through(encryption, encryption)]
      assert.notDeepEqual(first.sealed.iv, second.sealed.iv)
      assert.notDeepEqual(first.sealed.ciphertext, second.sealed.ciphertext)
      assert.notInclude(Buffer.from(first.sealed.ciphertext).toString("latin1"), "THE-SECRET")
      assert.notInclude(inspect(first.opened, { depth: 9 }), "THE-SECRET")
    })
  )

  it.effect("seals with the first key, and opens with any of them", () =>
    Effect.gen(function* () {
      const old = keys(`old:${key(1)}`)
      const both = keys(`new:${key(2)}`, `old:${key(1)}`)
      assert.strictEqual((yield* through(old, both)).opened._tag, "Success")
      assert.strictEqual((yield* through(both, both)).sealed.kid, "new")
      const missing = Effect.flip(Effect.flatten(Effect.map(through(both, old), ({ opened }) => opened)))
      const error = yield* missing
      assert.strictEqual(error._tag, "EncryptionKeyMissing")
      assert.include(error.message, "new")
      assert.include(error.message, "accounts/a")
    })
  )

  it.effect("opens nothing for another record, with another key, or after a change", () =>
    Effect.gen(function* () {
      const right = keys(`a:${key(1)}`)
      const wrong = keys(`a:${key(2)}`)
      const attempts = [through(right, right, { other: "accounts/b" }), through(right, wrong)]
      for (const attempt of attempts) {
        const error = yield* Effect.flip(Effect.flatMap(attempt, ({ opened }) => opened))
        assert.strictEqual(error._tag, "DecryptionFailed")
        assert.include(error.message, "key a")
      }
      const { sealed } = yield* through(right, right)
      const encryption = StorageEncryption.use(Effect.succeed)
      const { open } = yield* Effect.provide(encryption, right)
      const flipped = (bytes: Uint8Array, index: number) => bytes.with(index, (bytes[index] ?? 0) ^ 1)
      const changes = [
        ...[...sealed.ciphertext.keys()].map((index) => ({
          ...sealed,
          ciphertext: flipped(sealed.ciphertext, index)
        })),
        ...[...sealed.iv.keys()].map((index) => ({ ...sealed, iv: flipped(sealed.iv, index) })),
        { ...sealed, iv: sealed.iv.slice(1) },
        { ...sealed, ciphertext: new Uint8Array() }
      ]
      for (const changed of changes)
        assert.strictEqual((yield* Effect.flip(open(changed, "accounts/a")))._tag, "DecryptionFailed")
    })
  )

  it.effect("seals nothing where secrets are plain, and still opens", () =>
    Effect.gen(function* () {
      const leaving = keys("plain", `a:${key(1)}`)
      const seal = StorageEncryption.use(({ seal }) => seal(Redacted.make("THE-SECRET"), "accounts/a"))
      assert.isUndefined(yield* Effect.provide(seal, leaving))
      assert.isUndefined(yield* Effect.provide(seal, StorageEncryption.layerPlain))
      assert.strictEqual((yield* through(keys(`a:${key(1)}`), leaving)).opened._tag, "Success")
    })
  )

  it.effect("takes its keys from the configuration, in base64 or base64url", () =>
    Effect.gen(function* () {
      const provider = ConfigProvider.fromUnknown({
        APPLICATION_CREDENTIALS_KEYS: ` a:${Buffer.alloc(32, 0xfb).toString("base64url")} , b:${key(1)}`,
        OTHER: `a:${Buffer.alloc(32, 0xfb).toString("base64")}`
      })
      const configured = (layer: ReturnType<typeof StorageEncryption.layerConfig>) =>
        Layer.provide(layer, ConfigProvider.layer(provider))
      const { opened } = yield* through(
        configured(StorageEncryption.layerConfig()),
        configured(StorageEncryption.layerConfig(Config.Redacted("OTHER")))
      )
      assert.strictEqual(opened._tag, "Success")
    })
  )

  it.each([
    ["", /Entry 1 /],
    ["plain,   ", /Entry 2 /],
    [`a:${key(1)},${key(2)}`, /Entry 2 /],
    [`a b:${key(1)}`, /Entry 1 /],
    [`a:${key(1).slice(4)}`, /key a is not 32 bytes/],
    [`a:${key(1)},plain`, /Entry 2 /],
    [`a:${key(1)},a:${key(2)}`, /one id/]
  ])("refuses %j for keys, and does not repeat them", async (configured, message) => {
    const build = Effect.scoped(Layer.build(StorageEncryption.layer(Redacted.make(configured))))
    const error = await Effect.runPromise(Effect.flip(build))
    assert.match(error.message, message)
    for (const secret of [key(1), key(2), key(1).slice(4)]) assert.notInclude(String(error), secret)
  })

  it("can only fail for keys that are none", () => {
    expectTypeOf(StorageEncryption.layer).returns.toEqualTypeOf<
      Layer.Layer<StorageEncryption, EncryptionKeysInvalid>
    >()
    expectTypeOf(StorageEncryption.layerConfig).returns.toEqualTypeOf<
      Layer.Layer<StorageEncryption, EncryptionKeysInvalid | Config.ConfigError>
    >()
  })
})
