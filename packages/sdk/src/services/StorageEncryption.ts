/** Encryption of stored secrets: AES-256-GCM, under one of several keys. */
import { Config, Context, Effect, Layer, Redacted, Schema } from "effect"
import { Aead, SecureRandom } from "effect/crypto"
import { DecryptionFailed, EncryptionKeyMissing } from "../domain/StorageError.ts"
import type { EncryptionKeysInvalid } from "../domain/StorageError.ts"
import { parseEncryptionKeys } from "./EncryptionKeys.ts"
import type { EncryptionKeys } from "./EncryptionKeys.ts"

/**
 * Schema of what a record keeps in place of its secrets. `kid` is the id of the key; `iv` and `ciphertext`, which ends
 * in the tag, are in base64url.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7518#section-5.3
 * @category schemas
 * @since 0.1.0
 */
export const Sealed = Schema.Struct({
  enc: Schema.Literal("A256GCM"),
  kid: Schema.String,
  iv: Schema.Uint8ArrayFromBase64Url,
  ciphertext: Schema.Uint8ArrayFromBase64Url
})

/**
 * Holds what a record keeps in place of its secrets.
 *
 * @category models
 * @since 0.1.0
 */
export type Sealed = typeof Sealed.Type

/**
 * Service that seals the secrets of a record before they are stored, and opens them again.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { StorageEncryption } from "@application-credentials/sdk"
 * import { Effect, Redacted } from "effect"
 *
 * const key = Buffer.alloc(32, "use openssl rand").toString("base64")
 * const layer = StorageEncryption.layer(Redacted.make(`2026:${key}`))
 *
 * const program = Effect.gen(function* () {
 *   const { open, seal } = yield* StorageEncryption
 *   const sealed = yield* seal(Redacted.make("my-secret"), "record/1")
 *   assert.ok(sealed)
 *   assert.equal(Redacted.value(yield* open(sealed, "record/1")), "my-secret")
 *   assert.equal((yield* Effect.flip(open(sealed, "record/2")))._tag, "DecryptionFailed")
 * })
 * await Effect.runPromise(Effect.provide(program, layer))
 * ```
 *
 * @category services
 * @since 0.1.0
 */
export class StorageEncryption extends Context.Service<
  StorageEncryption,
  {
    /**
     * Encrypts the secrets of a record; gives nothing if secrets are stored as they are. `location` names the record and is
     * authenticated: what was sealed for one record opens for no other.
     */
    readonly seal: (secrets: Redacted.Redacted, location: string) => Effect.Effect<Sealed | undefined>
    /** Decrypts the secrets of the record at `location`. */
    readonly open: (
      sealed: Sealed,
      location: string
    ) => Effect.Effect<Redacted.Redacted, EncryptionKeyMissing | DecryptionFailed>
  }
>()("@application-credentials/sdk/services/StorageEncryption") {
  /** Stores secrets as they are: whoever can read the storage can read them. */
  static readonly layerPlain: Layer.Layer<StorageEncryption> = Layer.suspend(() =>
    layerKeys({ current: undefined, byId: new Map() })
  )

  /**
   * Encrypts with the first of the keys given, and reads what was encrypted with any of them: `id:key` entries with
   * commas between them, keys of 32 bytes in base64. With `plain` for the first entry nothing more is encrypted.
   */
  static readonly layer = (keys: Redacted.Redacted): Layer.Layer<StorageEncryption, EncryptionKeysInvalid> =>
    Layer.unwrap(Effect.map(parseEncryptionKeys(keys), layerKeys))

  /** Takes the keys from the configuration, by default from `APPLICATION_CREDENTIALS_KEYS`. */
  static readonly layerConfig = (
    keys: Config.Config<Redacted.Redacted> = Config.Redacted("APPLICATION_CREDENTIALS_KEYS")
  ): Layer.Layer<StorageEncryption, EncryptionKeysInvalid | Config.ConfigError> =>
    Layer.unwrap(Effect.map(keys, StorageEncryption.layer))
}

const make = Effect.fnUntraced(function* ({ current, byId }: EncryptionKeys) {
  const aead = yield* Aead.Aead
  const random = yield* SecureRandom.SecureRandom
  const newest = current === undefined ? undefined : byId.get(current)

  const seal = Effect.fnUntraced(function* (secrets: Redacted.Redacted, location: string) {
    if (current === undefined || newest === undefined) return undefined
    const iv = yield* random.randomBytes(Aead.aes256Gcm.nonceLength)
    const plain = new TextEncoder().encode(Redacted.value(secrets))
    const ciphertext = yield* Effect.orDie(aead.encrypt(newest, plain, { nonce: iv, aad: aadOf(location) }))
    return { enc: "A256GCM", kid: current, iv, ciphertext } satisfies Sealed
  })

  const open = Effect.fnUntraced(function* ({ kid, iv, ciphertext }: Sealed, location: string) {
    const key = byId.get(kid)
    if (key === undefined) return yield* keyMissing(location, kid)
    const plain = yield* Effect.mapError(
      aead.decrypt(key, ciphertext, { nonce: iv, aad: aadOf(location) }),
      () => decryptionFailed(location, kid)
    )
    return Redacted.make(new TextDecoder().decode(plain))
  })

  return StorageEncryption.of({ seal, open })
})

const layerKeys = (keys: EncryptionKeys): Layer.Layer<StorageEncryption> =>
  Layer.effect(StorageEncryption, make(keys)).pipe(
    Layer.provide(Aead.layerWebCrypto),
    Layer.provide(SecureRandom.layerWebCrypto)
  )

/** What is authenticated along with a ciphertext: the format's version, and the record. */
const aadOf = (location: string): Uint8Array =>
  new TextEncoder().encode(`@application-credentials/sdk 1 ${location}`)

const keyMissing = (location: string, keyId: string): EncryptionKeyMissing =>
  new EncryptionKeyMissing({
    location,
    keyId,
    message: `${location} was encrypted with the key ${keyId}, which is not configured. Add it to the encryption keys.`
  })

const decryptionFailed = (location: string, keyId: string): DecryptionFailed =>
  new DecryptionFailed({
    location,
    keyId,
    message: `${location} does not decrypt with the key ${keyId}: the key is not the one it was encrypted with, or the record was changed. Configure the right key, or restore the record from a backup.`
  })
