/** The failures of whatever keeps credentials, accounts and flows. None of them holds a secret. */
import { Schema } from "effect"

/**
 * Says that nothing can be read or written now: the database is away, the disk is full or may not be written. Nothing
 * of the operation has happened, or its outcome cannot be known; try again later. `reason` is there where it is known.
 *
 * @category errors
 * @since 0.1.0
 */
export class StorageUnavailable extends Schema.TaggedError<StorageUnavailable>()("StorageUnavailable", {
  reason: Schema.optionalKey(Schema.Literals(["full", "readOnly"])),
  message: Schema.String
}) {}

/**
 * Says that another process keeps its state in the same place, of which one at a time may. `pid` is its number.
 *
 * @category errors
 * @since 0.1.0
 */
export class StorageInUse extends Schema.TaggedError<StorageInUse>()("StorageInUse", {
  location: Schema.String,
  pid: Schema.Number,
  message: Schema.String
}) {}

/**
 * Says that what is stored cannot be understood: no JSON, another version, a member that is missing or wrongly typed.
 * `location` names the file or the record. It is left as it is, and not written over.
 *
 * @category errors
 * @since 0.1.0
 */
export class StorageUnreadable extends Schema.TaggedError<StorageUnreadable>()("StorageUnreadable", {
  location: Schema.String,
  message: Schema.String
}) {}

/**
 * Says that a record was encrypted with a key that this instance has not.
 *
 * @category errors
 * @since 0.1.0
 */
export class EncryptionKeyMissing extends Schema.TaggedError<EncryptionKeyMissing>()("EncryptionKeyMissing", {
  location: Schema.String,
  keyId: Schema.String,
  message: Schema.String
}) {}

/**
 * Says that a record does not decrypt with the key that it names: the key is another one of the same id, or what is
 * stored was changed or taken from another record.
 *
 * @category errors
 * @since 0.1.0
 */
export class DecryptionFailed extends Schema.TaggedError<DecryptionFailed>()("DecryptionFailed", {
  location: Schema.String,
  keyId: Schema.String,
  message: Schema.String
}) {}

/**
 * Says that the configured encryption keys are none.
 *
 * @category errors
 * @since 0.1.0
 */
export class EncryptionKeysInvalid extends Schema.TaggedError<EncryptionKeysInvalid>()(
  "EncryptionKeysInvalid",
  {
    message: Schema.String
  }
) {}

/**
 * Names the failures of storage.
 *
 * @category errors
 * @since 0.1.0
 */
export type StorageError = StorageUnavailable | StorageUnreadable | EncryptionKeyMissing | DecryptionFailed

/**
 * Tells whether a failure is one of storage.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { AccountNotFound, isStorageError, StorageUnavailable } from "@application-credentials/sdk"
 *
 * assert.equal(isStorageError(new StorageUnavailable({ message: "The disk is full." })), true)
 * assert.equal(isStorageError(new AccountNotFound({ accountId: "1", message: "There is none." })), false)
 * ```
 *
 * @category guards
 * @since 0.1.0
 */
export const isStorageError = (error: unknown): error is StorageError =>
  [StorageUnavailable, StorageUnreadable, EncryptionKeyMissing, DecryptionFailed].some(
    (known) => error instanceof known
  )
