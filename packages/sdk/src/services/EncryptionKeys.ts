/** The keys that stored secrets are encrypted with, as they are configured. */
import { Effect, Redacted, Result } from "effect"
import { Aead } from "effect/crypto"
import { Base64Url } from "effect/encoding"
import { EncryptionKeysInvalid } from "../domain/StorageError.ts"

/**
 * Holds the keys by id, and the id of the one to encrypt with, if anything is to be encrypted.
 */
export interface EncryptionKeys {
  readonly current: string | undefined
  readonly byId: ReadonlyMap<string, Aead.Key>
}

/**
 * Parses `id:key` entries with commas between them, the newest first. A key is 32 bytes in base64 or base64url, an id
 * any of letters, digits, `.`, `_` and `-`. An entry `plain` in the first place stands for no encryption.
 */
export const parseEncryptionKeys = Effect.fnUntraced(function* (
  text: Redacted.Redacted
): Effect.fn.Return<EncryptionKeys, EncryptionKeysInvalid> {
  const [first = "", ...others] = Redacted.value(text)
    .split(",")
    .map((entry) => entry.trim())
  const isPlain = first === "plain"
  const keys = yield* Effect.forEach(isPlain ? others : [first, ...others], (entry, index) =>
    parseEntry(entry, index + (isPlain ? 2 : 1))
  )
  const byId = new Map(keys)
  if (byId.size < keys.length)
    return yield* invalid("Two encryption keys have one id. Give each key its own.")
  return { current: isPlain ? undefined : keys[0]?.[0], byId }
})

const parseEntry = Effect.fnUntraced(function* (entry: string, place: number) {
  const [, id, text] = /^([\w.-]+):([\w+/-]+)={0,2}$/.exec(entry) ?? []
  if (id === undefined || text === undefined) return yield* malformed(place)
  const bytes = Base64Url.decode(text.replaceAll("+", "-").replaceAll("/", "_"))
  if (Result.isFailure(bytes) || bytes.success.length !== Aead.aes256Gcm.keyLength)
    return yield* wrongLength(id)
  const key = yield* Effect.orDie(Aead.key(Aead.aes256Gcm, bytes.success))
  return [id, key] as const
})

const invalid = (message: string): EncryptionKeysInvalid => new EncryptionKeysInvalid({ message })

const malformed = (place: number) =>
  invalid(
    `Entry ${place} of the encryption keys is not of the form id:key. Make a key with: openssl rand -base64 32`
  )

const wrongLength = (id: string) =>
  invalid(`The encryption key ${id} is not 32 bytes in base64. Make one with: openssl rand -base64 32`)
