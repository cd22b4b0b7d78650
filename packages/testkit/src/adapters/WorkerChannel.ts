/** The module's end of the private channel to the runner: of a jailed process, or of a worker. */
import { type MessagePort, receiveMessageOnPort, workerData } from "node:worker_threads"
import type { FromWorker, ToWorker } from "../subject/Protocol.ts"
import type { Snapshot } from "./python/Snapshot.ts"

/**
 * What the runner hands to a worker when it starts it.
 */
export interface WorkerSetup {
  readonly port: MessagePort
  /** Absolute path of the module's file, so that a worker can prepare for it before it is told to load it. */
  readonly modulePath: string
  /** Where the runner keeps compiled code, if it does: the worker's start takes half the time with it. */
  readonly compileCache: string | undefined
  /** Whether the host's code comes from this package's bundle. */
  readonly isBundled: boolean
  /** How many steps have begun (a sign of life), which one runs, from 0 (-1 is `load`), and how many scripts have begun. */
  readonly progress: Int32Array<SharedArrayBuffer>
  /** Counts the messages that the runner has sent: what a worker that waits without an event loop waits on. */
  readonly sent: Int32Array<SharedArrayBuffer>
  /** Counts the messages that the worker has sent: what the runner waits on for a moment before it does other things. */
  readonly replied: Int32Array<SharedArrayBuffer>
}

/**
 * The worker's end of the channel.
 */
export interface WorkerChannel {
  /** Absolute path of the module's file. */
  readonly modulePath: string
  readonly compileCache: string | undefined
  /** Whether the host's code comes from this package's bundle. */
  readonly isBundled: boolean
  /** Where a copy of Python's memory is, if not on this machine's disk. */
  readonly snapshot?: Pick<Snapshot, "read" | "write" | "remove">
  readonly send: (message: FromWorker) => void
  /** Blocks the whole thread until the runner's next message is there. */
  readonly receiveNow: () => ToWorker
  /** Ends the worker or process, whatever the module has made of `process.exit`. */
  readonly exit: (code: number) => void
  /** Tells the runner which step is about to run; also a sign of life. */
  readonly began: (step: number) => void
}

/**
 * Takes the channel out of the worker's start data, so that code which runs in the worker later finds nothing there
 * and can forge no reply. Call it once, before any of the module's code runs.
 */
export const takeWorkerChannel = (): WorkerChannel => {
  const setup: Partial<WorkerSetup> = workerData
  const { port, modulePath, compileCache, isBundled = false, progress, sent, replied } = setup
  if (!port || modulePath === undefined || !progress || !sent || !replied) {
    throw new Error("The channel is already taken, or this file was not started as a module's worker.")
  }
  for (const name of Object.keys(setup)) Reflect.deleteProperty(setup, name)
  const postMessage = port.postMessage.bind(port)
  const { add, load, notify, store, wait } = Atomics
  const takeNow = receiveMessageOnPort
  return {
    modulePath,
    compileCache,
    isBundled,
    send: (message) => {
      postMessage(message)
      add(replied, 0, 1)
      notify(replied, 0)
    },
    receiveNow: () => {
      for (;;) {
        const seen = load(sent, 0)
        const received = takeNow(port)
        if (received !== undefined) return received.message
        wait(sent, 0, seen)
      }
    },
    exit: process.exit.bind(process),
    began: (step) => {
      if (step === 0) add(progress, 2, 1)
      store(progress, 1, step)
      add(progress, 0, 1)
    }
  }
}
