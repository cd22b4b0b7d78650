/** A copy of Python's memory right after its start, kept on disk so that later starts take a fraction of the time. */
import { createHash } from "node:crypto"
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { homedir } from "node:os"
import { join } from "node:path"

/**
 * Where the copy for this version of Pyodide and of the host's Python files is kept.
 *
 * @category models
 * @since 0.1.0
 */
export interface Snapshot {
  readonly read: () => Uint8Array | undefined
  /** Keeps a copy, in place of those of other versions; where the disk does not allow it, nothing happens. */
  readonly write: (memory: Uint8Array) => void
  /** Removes a copy that cannot be used. */
  readonly remove: () => void
}

/**
 * Makes the place for a copy, named by all that it depends on.
 *
 * @category constructors
 * @since 0.1.0
 */
export const snapshotFor = (pyodideVersion: string, pythonFolder: string): Snapshot => {
  const folder = join(homedir(), ".cache", "application-credentials", "pyodide")
  const path = join(folder, `${fingerprint(pyodideVersion, pythonFolder)}.bin`)
  return {
    read: () => quietly(() => readFileSync(path)),
    write: (memory) => {
      quietly(() => {
        mkdirSync(folder, { recursive: true, mode: 0o700 })
        for (const name of readdirSync(folder)) rmSync(join(folder, name), { force: true })
        const unfinished = `${path}.${process.pid}`
        writeFileSync(unfinished, memory, { mode: 0o600 })
        renameSync(unfinished, path)
      })
    },
    remove: () => {
      quietly(() => rmSync(path, { force: true }))
    }
  }
}

const fingerprint = (pyodideVersion: string, pythonFolder: string) => {
  const hash = createHash("sha256").update(`${pyodideVersion} ${process.version}`)
  for (const name of readdirSync(pythonFolder, { recursive: true, encoding: "utf8" }).toSorted()) {
    if (name.endsWith(".py")) hash.update(name).update(readFileSync(join(pythonFolder, name)))
  }
  return hash.digest("hex").slice(0, 32)
}

const quietly = <A>(run: () => A): A | undefined => {
  try {
    return run()
  } catch {
    return undefined
  }
}
