/** What a module under test may take of this machine. */

const mebibyte = 2 ** 20

/**
 * The limits of a jailed process and of what it says.
 */
export const limits = {
  /** Memory that the process may have of its own, in bytes: an allocation beyond it fails. */
  memoryBytes: 1536 * mebibyte,
  /** Python's memory, in bytes. It is well below the process's, so that Python's own `MemoryError` always comes first. */
  pythonBytes: 512 * mebibyte,
  /** JavaScript's heap, in MiB. */
  heapMb: 1024,
  /** The largest message, in bytes. */
  messageBytes: 64 * mebibyte,
  /** The copy of Python's memory, which is made before the module is there. */
  snapshotBytes: 256 * mebibyte,
  /** Requests of one script. */
  requests: 10_000,
  /** Levels of the values in a message: lists in lists. */
  levels: 100,
  /** Files of an integration that are copied, and how large one may be that is no source. */
  files: 2000,
  fileBytes: mebibyte,
  /** All of an integration's files. */
  folderBytes: 64 * mebibyte,
  /** What is read of standard error, to tell why a process ended. */
  errorBytes: 65_536
} as const
