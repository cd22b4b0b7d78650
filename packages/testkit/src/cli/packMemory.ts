/** Starts Python for the package that is being built, and packs a copy of its memory: a first check starts as the next one does. */
import { fileURLToPath } from "node:url"
import { constants, zstdCompressSync } from "node:zlib"
import { Effect } from "effect"
import * as PythonSubject from "../adapters/python/PythonSubject.ts"
import { hostPackedName, type Snapshot } from "../adapters/python/Snapshot.ts"
import { Subject } from "../subject/Subject.ts"

/** The name of the file that the copy belongs in: another one where it would be a copy of something else. */
export const packedName = hostPackedName

/** Gives the copy, compressed. A higher level takes ten times as long, and saves a twentieth. */
export const packMemory = async (): Promise<Uint8Array> => {
  const params = { [constants.ZSTD_c_compressionLevel]: 12, [constants.ZSTD_c_windowLog]: 25 }
  return zstdCompressSync(await memoryAfterStart(), { params })
}

const host = {
  modulePath: fileURLToPath(new URL("../../host/application_credentials.py", import.meta.url)),
  domain: "host"
}

const memoryAfterStart = async (): Promise<Uint8Array> => {
  const copies: Array<Uint8Array> = []
  const snapshot: Snapshot = {
    path: undefined,
    isThere: () => false,
    read: () => undefined,
    write: (memory) => void copies.push(Buffer.from(memory)),
    remove: () => undefined
  }
  const load = Effect.flatMap(Subject, ({ load }) => load)
  await Effect.runPromise(Effect.provide(load, PythonSubject.layer(host, { isolation: "process", snapshot })))
  const [memory] = copies
  if (memory === undefined) throw new Error("Python's process gave no copy of its memory.")
  return memory
}
