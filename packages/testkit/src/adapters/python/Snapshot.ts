/** A copy of Python's memory right after its start, kept on disk so that later starts take a fraction of the time. */
import { createHash } from "node:crypto"
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync
} from "node:fs"
import { homedir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { threadId } from "node:worker_threads"
import { crc32 } from "node:zlib"
import { newestHomeAssistant } from "../../subject/HomeAssistant.ts"
import { pythonFolder } from "./files.ts"

/**
 * Where the copy is kept. It is never needed: whatever the disk does not allow is not done, and nothing fails.
 */
export interface Snapshot {
  /** The copy's file, where there can be one. */
  readonly path: string | undefined
  readonly isThere: () => boolean
  /** The memory, if there is a copy and it is whole. */
  readonly read: () => Uint8Array | undefined
  /** Keeps a copy, with one or two of other versions. Nobody ever reads one that is written in part. */
  readonly write: (memory: Uint8Array) => void
  /** Removes a copy that cannot be used. */
  readonly remove: () => void
}

/** Copies that are kept: projects may have different versions. */
const mostCopies = 3
const checksumBytes = 4

/**
 * The folder for copies, in the user's home. Undefined where the user has none.
 */
export const snapshotFolder = (): string | undefined =>
  quietly(() => join(homedir(), ".cache", "application-credentials", "pyodide"))

/**
 * Makes the place for a copy in a folder. It is named by all that the memory depends on: versions, and files (those of
 * a folder, with their names).
 */
export const snapshotIn = (
  folder: string | undefined,
  dependsOn: { readonly versions: ReadonlyArray<string>; readonly files: ReadonlyArray<string> }
): Snapshot => {
  if (folder === undefined) return none
  const path = join(folder, `${fingerprint(dependsOn)}.bin`)
  return {
    path,
    isThere: () => existsSync(path),
    read: () => quietly(() => wholeOf(readFileSync(path))),
    write: (memory) => {
      quietly(() => {
        mkdirSync(folder, { recursive: true, mode: 0o700 })
        const unfinished = `${path}.${process.pid}.${threadId}`
        writeFileSync(unfinished, Buffer.concat([checksumOf(memory), memory]), { mode: 0o600 })
        renameSync(unfinished, path)
        for (const name of oldest(folder)) rmSync(join(folder, name), { force: true })
      })
    },
    remove: () => {
      quietly(() => rmSync(path, { force: true }))
    }
  }
}

/**
 * Finds the place for the copy that fits this package, Pyodide and Node.
 */
export const hostSnapshot = (): Snapshot =>
  snapshotIn(snapshotFolder(), {
    versions: [process.version, JSON.stringify(newestHomeAssistant)],
    files: [import.meta.resolve("pyodide/package.json"), workerEntry]
      .map((url) => fileURLToPath(url))
      .concat(pythonFolder())
  })

/**
 * The file that makes the copy: the entry of a Python module's worker or process.
 */
export const workerEntry = new URL(
  `./worker.${import.meta.url.endsWith(".ts") ? "ts" : "js"}`,
  import.meta.url
)

const none: Snapshot = {
  path: undefined,
  isThere: () => false,
  read: () => undefined,
  write: () => undefined,
  remove: () => undefined
}

const checksumOf = (memory: Uint8Array): Buffer => {
  const checksum = Buffer.alloc(checksumBytes)
  checksum.writeUInt32LE(crc32(memory))
  return checksum
}

/**
 * The memory in a file, or undefined where the file is not what was written.
 */
export const wholeOf = (file: Buffer): Uint8Array | undefined => {
  const memory = file.subarray(checksumBytes)
  return file.subarray(0, checksumBytes).equals(checksumOf(memory)) ? memory : undefined
}

/** What a folder holds beyond the copies that are kept: also what a process that ended too early has left. */
const oldest = (folder: string): ReadonlyArray<string> =>
  readdirSync(folder)
    .map((name) => ({ name, written: statSync(join(folder, name)).mtimeMs }))
    .toSorted((a, b) => b.written - a.written)
    .slice(mostCopies)
    .map(({ name }) => name)

const fingerprint = ({ files, versions }: Parameters<typeof snapshotIn>[1]): string => {
  const hash = createHash("sha256").update(JSON.stringify(versions))
  for (const [name, path] of files.flatMap(filesIn)) hash.update(`\0${name}\0`).update(readFileSync(path))
  return hash.digest("hex").slice(0, 32)
}

const filesIn = (path: string): ReadonlyArray<readonly [name: string, path: string]> =>
  statSync(path).isDirectory()
    ? readdirSync(path, { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".py"))
        .toSorted()
        .map((name) => [name, join(path, name)] as const)
    : [["", path]]

const quietly = <A>(run: () => A): A | undefined => {
  try {
    return run()
  } catch {
    return undefined
  }
}
