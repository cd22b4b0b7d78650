/** The runner's side of a worker that a module under test runs in: starts it, feeds it, watches it, replaces it. */
import { getCompileCacheDir } from "node:module"
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from "node:worker_threads"
import { Effect, type Scope, Semaphore } from "effect"
import type { Integration, Language } from "../subject/Integration.ts"
import type {
  AnsweredScript,
  FromWorker,
  LoadedModule,
  Outcome,
  Performance,
  Step,
  ToWorker
} from "../subject/Protocol.ts"
import { ModuleNotLoaded, type Script, type Subject, SubjectGone } from "../subject/Subject.ts"
import type { WorkerSetup } from "./WorkerChannel.ts"

/**
 * What a module's worker is started with.
 *
 * @category models
 * @since 0.1.0
 */
export interface ModuleWorkerOptions {
  readonly language: Language
  /** The worker's entry: a file that calls `takeChannel` of `WorkerChannel.ts` before anything else. */
  readonly entry: URL
  readonly integration: Pick<Integration, "modulePath" | "domain">
  /** How long the worker may make no sign of life while it runs something. Default 5000. */
  readonly timeLimitMillis?: number
  /** How long the worker may take to start, before any of the module's code runs. Default 60000. */
  readonly startLimitMillis?: number
  /** The worker's stack: Python's own recursion limit must come first. Default 4. */
  readonly stackSizeMb?: number
}

/** A script may go on for this many time limits in all, however many signs of life it makes. */
const longestScript = 6

/** How long the runner waits for a script without its event loop. */
const briefMillis = 20

/**
 * Makes the port's service for a module in a worker of its own. The worker starts with the first `load` or
 * `perform`, ends with the scope, and is replaced, with the module loaded again, after it hung or crashed.
 *
 * @category constructors
 * @since 0.1.0
 */
export const make = (options: ModuleWorkerOptions): Effect.Effect<Subject["Service"], never, Scope.Scope> =>
  Effect.gen(function* () {
    const turn = yield* Semaphore.make(1)
    let current: Running | null = null
    const forget = (running: Running) => {
      if (current === running) current = null
      running.end()
    }
    yield* Effect.addFinalizer(() => Effect.sync(() => current?.end()))

    const ready = Effect.callback<Running, ModuleNotLoaded | SubjectGone>((resume) => {
      if (current?.alive()) return resume(Effect.succeed(current))
      const starting = start(options)
      current = starting
      starting.begin("load", [], {
        gone: (error) => (forget(starting), resume(Effect.fail(error))),
        message: (message) => {
          if (message.message === "ready") {
            const { modulePath, domain } = options.integration
            starting.limit()
            starting.send({ message: "load", modulePath, domain })
          } else if (message.message === "loaded") {
            starting.rest()
            starting.module = message.module
            resume(Effect.succeed(starting))
          } else if (message.message === "notLoaded") {
            forget(starting)
            resume(Effect.fail(ModuleNotLoaded.of(message.error)))
          }
        }
      })
      return Effect.sync(() => forget(starting))
    })

    let scripts = 0
    const run = (running: Running, script: Script) =>
      Effect.callback<ReadonlyArray<Outcome>, SubjectGone>((resume) => {
        const id = ++scripts
        running.begin(null, [script.steps], {
          gone: (error) => (forget(running), resume(Effect.fail(error))),
          message: (message) => {
            if (message.message === "request" && message.id === id) {
              try {
                const answer = script.answer(message.wire, message.step)
                running.send({ message: "answer", request: message.request, answer })
              } catch (defect) {
                forget(running)
                resume(Effect.die(defect))
              }
            } else if (message.message === "performed" && message.id === id) {
              running.rest()
              resume(Effect.succeed(message.outcomes))
            }
          }
        })
        const { entropy, now, steps, fresh = true } = script
        running.send({ message: "perform", id, fresh, entropy, now, steps })
        running.waitBriefly()
        return Effect.sync(() => forget(running))
      })

    const runAll = (running: Running, answered: ReadonlyArray<AnsweredScript>) =>
      Effect.callback<ReadonlyArray<Performance>, SubjectGone>((resume) => {
        const id = ++scripts
        const begun = answered.map(({ steps }) => steps).filter(({ length }) => length > 0)
        running.begin(null, begun, {
          gone: (error) => (forget(running), resume(Effect.fail(error))),
          message: (message) => {
            if (message.message === "performedAll" && message.id === id) {
              running.rest()
              resume(Effect.succeed(message.performances))
            }
          }
        })
        // Not waited for: the runner judges others meanwhile.
        running.send({ message: "performAll", id, scripts: answered })
        return Effect.sync(() => forget(running))
      })

    return {
      language: options.language,
      load: turn.withPermit(Effect.map(ready, (running) => running.module)),
      perform: (script) => turn.withPermit(Effect.flatMap(ready, (running) => run(running, script))),
      performAll: (answered) => turn.withPermit(Effect.flatMap(ready, (running) => runAll(running, answered)))
    }
  })

interface Listener {
  readonly message: (message: FromWorker) => void
  readonly gone: (error: SubjectGone) => void
}

const nothingYet: LoadedModule = {
  hooks: {},
  functions: [],
  imports: [],
  trace: { logs: [], activity: [], standIns: [] }
}

interface Running {
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
  readonly end: () => void
}

const start = (options: ModuleWorkerOptions): Running => {
  const { port1: port, port2 } = new MessageChannel()
  const setup = {
    port: port2,
    modulePath: options.integration.modulePath,
    compileCache: getCompileCacheDir(),
    progress: new Int32Array(new SharedArrayBuffer(12)),
    sent: new Int32Array(new SharedArrayBuffer(4)),
    replied: new Int32Array(new SharedArrayBuffer(4))
  } satisfies WorkerSetup
  const worker = new Worker(options.entry, {
    workerData: setup,
    transferList: [port2],
    env: {},
    execArgv: execArgvOf(options.entry),
    stdout: true,
    stderr: true,
    // A script leaves much behind that is of no use a moment later.
    resourceLimits: { stackSizeMb: options.stackSizeMb ?? 4, maxYoungGenerationSizeMb: 64 }
  })
  worker.stdout.resume()
  worker.stderr.resume()
  worker.unref()

  const timeLimit = options.timeLimitMillis ?? 5000
  let listener: Listener | null = null
  let scripts: ReadonlyArray<ReadonlyArray<Step>> = []
  let watch: NodeJS.Timeout | undefined
  let limit = 0
  let sign = 0
  let began = 0
  let beats = 0
  let scriptsBefore = 0
  let script = 0
  let alive = true

  const rest = () => {
    listener = null
    clearInterval(watch)
    port.unref()
  }
  const currentScript = () => Atomics.load(setup.progress, 2) - scriptsBefore - 1
  const gone = (reason: SubjectGone["reason"], message: string) => {
    const told = listener
    alive = alive && reason !== "crash"
    const step = Atomics.load(setup.progress, 1)
    const during = scripts[currentScript()]?.[step]?.step ?? "load"
    rest()
    told?.gone(new SubjectGone({ reason, during, message }))
  }
  const hear = (message: FromWorker) => {
    sign = performance.now()
    listener?.message(message)
  }
  const look = () => {
    // This thread may have been busy itself: what the worker has already sent counts first.
    drain(port, hear)
    if (listener === null) return
    const beatsNow = Atomics.load(setup.progress, 0)
    const now = performance.now()
    if (beatsNow !== beats) {
      beats = beatsNow
      sign = now
    }
    if (currentScript() !== script) {
      script = currentScript()
      began = now
    }
    if (now - sign > limit) {
      gone("hang", `The module made no sign of life for ${limit / 1000} s.`)
    } else if (now - began > limit * longestScript) {
      gone("hang", `The module was still busy after ${(limit * longestScript) / 1000} s.`)
    }
  }

  port.on("message", hear)
  port.unref()
  worker.on("error", (error) => {
    gone("crash", `The module's worker failed: ${error instanceof Error ? error.message : String(error)}`)
  })
  worker.on("exit", () => {
    drain(port, hear)
    gone("crash", "The module ended the process that it runs in.")
  })

  return {
    module: nothingYet,
    send: (message) => {
      port.postMessage(message)
      sign = performance.now()
      Atomics.add(setup.sent, 0, 1)
      Atomics.notify(setup.sent, 0)
    },
    begin: (during, nextScripts, next) => {
      listener = next
      scripts = nextScripts
      scriptsBefore = Atomics.load(setup.progress, 2)
      script = -1
      limit = during === "load" ? (options.startLimitMillis ?? 60_000) : timeLimit
      sign = began = performance.now()
      port.ref()
      watch = setInterval(look, Math.min(timeLimit / 4, 500))
    },
    limit: () => {
      limit = timeLimit
      sign = began = performance.now()
    },
    waitBriefly: () => {
      const until = performance.now() + briefMillis
      for (let left = briefMillis; listener !== null && left > 0; left = until - performance.now()) {
        const seen = Atomics.load(setup.replied, 0)
        if (drain(port, hear) === 0) Atomics.wait(setup.replied, 0, seen, left)
      }
    },
    rest,
    alive: () => alive,
    end: () => {
      alive = false
      rest()
      port.close()
      worker.terminate().catch(() => undefined)
    }
  }
}

/** Handles what has come in, and gives how much that was. */
const drain = (port: MessagePort, handle: (message: FromWorker) => void): number => {
  let handled = 0
  for (let next = receiveMessageOnPort(port); next !== undefined; next = receiveMessageOnPort(port)) {
    handle(next.message)
    handled++
  }
  return handled
}

/** None of this process's own flags. The repository's own packages are found as sources where the worker is one. */
const execArgvOf = (entry: URL): Array<string> =>
  entry.pathname.endsWith(".ts") ? ["--conditions=application-credentials-source"] : []
