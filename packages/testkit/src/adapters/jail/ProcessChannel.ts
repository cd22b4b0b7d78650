/** A jailed process's end of the channel to the judge. */
import fs from "node:fs"
import type { ToWorker } from "../../subject/Protocol.ts"
import { readCopy } from "../python/Snapshot.ts"
import type { WorkerChannel } from "../WorkerChannel.ts"
import { channelDescriptor, frameKinds, headerBytes, secretBytes } from "./frames.ts"

/**
 * What the judge tells a process before anything else.
 */
export interface ProcessSetup {
  readonly modulePath: string
  readonly isBundled: boolean
  /** The file with a copy of Python's memory, or null where there is none yet. */
  readonly snapshotPath: string | null
}

// Taken before a module can replace them: one that does may mislead the checks about itself, and learns no secret.
const { readSync, writeSync } = fs
const { parse, stringify } = JSON
const { alloc, allocUnsafe, byteLength, from } = Buffer
const exit: (code: number) => void = Reflect.get(process, "reallyExit").bind(process)

/**
 * Takes the channel over. Call it once, before any of the module's code runs.
 */
export const takeProcessChannel = (): WorkerChannel => {
  for (const name of Object.keys(process.env)) Reflect.deleteProperty(process.env, name)
  const header = alloc(headerBytes)
  // An accessor of its own: that of the prototype, which a module may replace, would be given the secret.
  Object.defineProperty(header, "byteLength", { value: headerBytes })
  readInto(header, secretBytes)

  const write = (bytes: Uint8Array, size: number) => {
    for (let at = 0; at < size;) at += writeSync(channelDescriptor, bytes, at, size - at)
  }
  const sendFrame = (kind: number, number: number, body: Uint8Array | null) => {
    header[secretBytes] = kind
    for (let byte = 0; byte < 4; byte++) header[secretBytes + 1 + byte] = number >>> (8 * byte)
    write(header, headerBytes)
    if (body !== null) write(body, number)
  }
  const receiveText = (): string => {
    const length = allocUnsafe(4)
    readInto(length, 4)
    const body = allocUnsafe(length.readUInt32LE(0))
    readInto(body, body.length)
    return body.toString()
  }

  const { isBundled, modulePath, snapshotPath }: ProcessSetup = parse(receiveText())
  return {
    modulePath,
    compileCache: undefined,
    isBundled,
    snapshot: {
      read: () => (snapshotPath === null ? undefined : readCopy(snapshotPath)),
      write: (memory) => sendFrame(frameKinds.memory, memory.length, memory),
      remove: () => undefined
    },
    send: (message) => {
      const text = stringify(message)
      sendFrame(frameKinds.message, byteLength(text), from(text))
    },
    receiveNow: () => parse(receiveText()) as ToWorker,
    exit,
    began: (step) => sendFrame(frameKinds.began, step + 1, null)
  }
}

/** Reads so many bytes to the beginning of a view. Where the judge is gone, so is this process. */
const readInto = (view: Uint8Array, size: number) => {
  for (let at = 0; at < size;) {
    const read = readSync(channelDescriptor, view, at, size - at, null)
    if (read === 0) exit(0)
    at += read
  }
}
