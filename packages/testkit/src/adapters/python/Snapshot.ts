/**
 * A copy of Python's memory right after its start, with which a start takes a fraction of the time: kept on disk, where it comes
 * from the package or else from the first start.
 */
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
import { crc32, zstdDecompressSync } from "node:zlib"
import { newestHomeAssistant } from "../../subject/HomeAssistant.ts"
import { limits } from "../jail/limits.ts"
import { pythonFolder } from "./files.ts"

/**
 * Where the copy is kept. It is never needed: whatever the disk does not allow is not done, and nothing fails.
 */
export interface Snapshot {
  /** The copy's file, where there can be one. */
  readonly path: string | undefined
  /** Whether there is one. Unpacks the one that came with the package, where that fits. */
  readonly isThere: () => boolean
  /** The memory, if there is a copy and it is whole, in a buffer of its own. */
  readonly read: () => Uint8Array<ArrayBuffer> | undefined
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
const snapshotFolder = (): string | undefined =>
  quietly(() => join(homedir(), ".cache", "application-credentials", "pyodide"))

/** What the memory depends on: versions, and files (those of a folder, with their names). */
interface DependsOn {
  readonly versions: ReadonlyArray<string>
  readonly files: ReadonlyArray<string>
}

/**
 * Makes the place for a copy in a folder. It is named by all that the memory depends on. `packed` is a folder where a copy of the same
 * name may lie, compressed.
 */
export const snapshotIn = (folder: string | undefined, dependsOn: DependsOn, packed?: string): Snapshot => {
  if (folder === undefined) return none
  const name = fingerprint(dependsOn)
  const path = join(folder, `${name}.bin`)
  const write = (memory: Uint8Array) => {
    quietly(() => {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      const unfinished = `${path}.${process.pid}.${threadId}`
      writeFileSync(unfinished, Buffer.concat([checksumOf(memory), memory]), { mode: 0o600 })
      renameSync(unfinished, path)
      for (const name of oldest(folder)) rmSync(join(folder, name), { force: true })
    })
  }
  const isThere = () => {
    if (existsSync(path)) return true
    const memory = packed === undefined ? undefined : quietly(() => unpack(join(packed, packedName(name))))
    if (memory !== undefined) write(memory)
    return existsSync(path)
  }
  return {
    path,
    isThere,
    read: () => (isThere() ? readCopy(path) : undefined),
    write,
    remove: () => {
      quietly(() => rmSync(path, { force: true }))
    }
  }
}

/**
 * Finds the place for the copy that fits this package and Pyodide. What Node is does not matter to it.
 */
export const hostSnapshot = (): Snapshot =>
  snapshotIn(snapshotFolder(), hostDependsOn(), fileURLToPath(new URL("../../bundle", import.meta.url)))

/**
 * Gives the file that the copy for this package is packed in, in `dist/bundle`.
 */
export const hostPackedName = (): string => packedName(fingerprint(hostDependsOn()))

const packedName = (name: string): string => `python-${name}.zst`

const unpack = (path: string): Uint8Array =>
  zstdDecompressSync(readFileSync(path), { maxOutputLength: limits.snapshotBytes })

const hostDependsOn = (): DependsOn => ({
  versions: [JSON.stringify(newestHomeAssistant)],
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
 * Reads the memory in a file. Undefined where the file is not what was written, or is gone: another process may remove it at any time.
 */
export const readCopy = (path: string): Uint8Array<ArrayBuffer> | undefined =>
  quietly(() => {
    const file = readFileSync(path)
    const memory = file.subarray(checksumBytes)
    return file.subarray(0, checksumBytes).equals(checksumOf(memory)) ? memory : undefined
  })

/** What a folder holds beyond the copies that are kept: also what a process that ended too early has left. */
const oldest = (folder: string): ReadonlyArray<string> =>
  readdirSync(folder)
    .map((name) => ({ name, written: statSync(join(folder, name)).mtimeMs }))
    .toSorted((a, b) => b.written - a.written)
    .slice(mostCopies)
    .map(({ name }) => name)

const fingerprint = ({ files, versions }: DependsOn): string => {
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
