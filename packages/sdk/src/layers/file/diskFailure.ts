/** What a disk refuses, in words that say what to do. */
import { Predicate } from "effect"
import type { PlatformError } from "effect"
import { StorageUnavailable } from "../../domain/StorageError.ts"

/**
 * Makes the error of a file that cannot be read or written now.
 */
export const diskFailure =
  (operation: "read" | "written", path: string) =>
  (error: PlatformError.PlatformError): StorageUnavailable =>
    new StorageUnavailable({
      ...kindOf(error),
      message: `${path} cannot be ${operation} now: ${reasonOf(error)}`
    })

/** The code of the operating system, such as `ENOSPC`. */
export const codeOf = ({ reason }: PlatformError.PlatformError): unknown =>
  Predicate.hasProperty(reason.cause, "code") ? reason.cause.code : undefined

const kindOf = (error: PlatformError.PlatformError): Pick<StorageUnavailable, "reason"> => {
  const code = codeOf(error)
  if (code === "ENOSPC" || code === "EDQUOT") return { reason: "full" }
  return code === "EROFS" ? { reason: "readOnly" } : {}
}

const reasonOf = (error: PlatformError.PlatformError): string => {
  switch (codeOf(error)) {
    case "ENOSPC":
      return "the disk is full. Make room on it, and try again."
    case "EDQUOT":
      return "the owner's share of the disk is used up. Make room in it, and try again."
    case "EROFS":
      return "the disk is read-only. Mount it for writing, or take another folder."
    case "EMFILE":
    case "ENFILE":
      return "too many files are open. Raise the limit, or look for what opens them."
    case "EIO":
      return "the disk failed. Look into the system's log, and restore from a backup."
    default:
      return error.reason._tag === "PermissionDenied"
        ? "its owner or its permissions do not allow it. Correct them, and try again."
        : `${error.reason._tag}. Check its owner and the space on the disk, and try again.`
  }
}
