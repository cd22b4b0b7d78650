/** A worker or process that a module under test runs in, as who starts it hands it over. */
import type { FromWorker, LoadedModule, Step, ToWorker } from "../subject/Protocol.ts"
import type { SubjectGone } from "../subject/Subject.ts"

/**
 * Who hears what a worker says.
 */
export interface Listener {
  readonly message: (message: FromWorker) => void
  readonly gone: (error: SubjectGone) => void
}

/**
 * A worker that was started.
 */
export interface RunningWorker {
  module: LoadedModule
  readonly send: (message: ToWorker) => void
  /** Starts to listen, and to watch over scripts of these steps; `load` until the worker is ready. */
  readonly begin: (
    during: "load" | null,
    scripts: ReadonlyArray<ReadonlyArray<Step>>,
    listener: Listener
  ) => void
  /** From here on the module's own code runs: the shorter limit. */
  readonly limit: () => void
  /** Waits for replies without the event loop, which costs several times a short script, and soon gives up. */
  readonly waitBriefly: () => void
  /** Stops to listen and to watch: nothing runs. */
  readonly rest: () => void
  readonly alive: () => boolean
  /** Whether a module can be loaded at once. */
  readonly isReady: () => boolean
  readonly end: () => void
  /** The module is done with: what it ran in forgets it and waits for the next one, or ends where it cannot. */
  readonly leave: () => Promise<void>
}

/** What is known of a module that was not loaded yet. */
export const nothingYet: LoadedModule = {
  hooks: {},
  functions: [],
  imports: [],
  trace: { logs: [], activity: [], standIns: [] }
}
