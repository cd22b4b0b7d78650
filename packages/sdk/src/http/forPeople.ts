/** Failures in words for people who are not the host's operator. */
import { Effect } from "effect"
import { isStorageError } from "../domain/StorageError.ts"

/**
 * Says what failed, without a path or a record of the host's: those are in its log.
 */
export const forPeople = (error: Error): string => {
  if (!isStorageError(error)) return error.message
  const reason = error._tag === "StorageUnavailable" ? error.reason : undefined
  return `${storage[reason ?? "other"]} Nothing was changed; the host's log says more.`
}

const storage = {
  full: "The host's disk is full.",
  readOnly: "The host's disk is read-only.",
  other: "The host cannot read or write what it stores."
}

/**
 * Logs a failure of storage as it is, where it is told to people in fewer words.
 */
export const logStorageError = (error: Error): Effect.Effect<void> =>
  isStorageError(error) ? Effect.logError(error.message) : Effect.void
