/** Starts a worker thread that a module under test runs in, feeds it and watches it. */
import { getCompileCacheDir } from "node:module"
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from "node:worker_threads"
import type { FromWorker, Step } from "../subject/Protocol.ts"
import { SubjectGone } from "../subject/Subject.ts"
import { isBundleCurrent } from "./bundle.ts"
import { type Listener, nothingYet, type RunningWorker } from "./RunningWorker.ts"
import { makeWatch } from "./Watch.ts"
import type { WorkerSetup } from "./WorkerChannel.ts"

/**
 * What a module's worker is started with.
 */
export interface WorkerOptions {
  /** The worker's entry: a file that calls `takeChannel` of `WorkerChannel.ts` before anything else. */
  readonly entry: URL
  readonly modulePath: string
  readonly timeLimitMillis: number
  readonly startLimitMillis: number
  readonly stackMb: number
  /** Whether it can forget its module, so that the next one may have it. */
  readonly forgets: boolean
}

/** How long the runner waits for a script without its event loop. */
const briefMillis = 20

/** Workers that have forgotten their module. Two modules are checked side by side. */
const idle: Array<{ readonly kind: string; readonly worker: RunningWorker }> = []
const mostIdle = 2

/** What has to be the same for a worker to do for another. */
const kindOf = ({ entry, stackMb, startLimitMillis, timeLimitMillis }: WorkerOptions): string =>
  [entry.href, stackMb, startLimitMillis, timeLimitMillis].join(" ")

/**
 * Gives the worker that has forgotten its module last, or else starts one.
 */
export const takeWorker = (options: WorkerOptions): RunningWorker => {
  const index = idle.findLastIndex(({ kind, worker }) => kind === kindOf(options) && worker.alive())
  return idle.splice(index, index === -1 ? 0 : 1)[0]?.worker ?? startWorker(options)
}

/**
 * Starts a worker. It keeps no process alive, and is watched while something runs in it.
 */
const startWorker = (options: WorkerOptions): RunningWorker => {
  const { port1: port, port2 } = new MessageChannel()
  const setup = {
    port: port2,
    modulePath: options.modulePath,
    compileCache: getCompileCacheDir(),
    isBundled: isBundleCurrent(),
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
    resourceLimits: { stackSizeMb: options.stackMb, maxYoungGenerationSizeMb: 64 }
  })
  // What it prints is not read: that would keep this process alive. Nothing of the module's comes that way.
  worker.unref()

  const timeLimit = options.timeLimitMillis
  let listener: Listener | null = null
  let scripts: ReadonlyArray<ReadonlyArray<Step>> = []
  let looking: NodeJS.Timeout | undefined
  let scriptsBefore = 0
  let isReady = false
  let alive = true
  const watch = makeWatch(() => performance.now())

  const rest = () => {
    listener = null
    clearInterval(looking)
    port.unref()
  }
  const currentScript = () => Atomics.load(setup.progress, 2) - scriptsBefore - 1
  const gone = (reason: SubjectGone["reason"], message: string) => {
    const told = listener
    alive = alive && reason !== "crash"
    const step = Atomics.load(setup.progress, 1)
    // None of the module's code has run before it is ready: what is wrong then is wrong with this machine.
    const during = isReady ? (scripts[currentScript()]?.[step]?._tag ?? "load") : "start"
    rest()
    told?.gone(new SubjectGone({ reason, during, message }))
  }
  const hear = (message: FromWorker) => {
    watch.alive()
    isReady ||= message._tag === "ready"
    listener?.message(message)
  }
  const look = () => {
    // This thread may have been busy itself: what the worker has already sent counts first.
    drain(port, hear)
    if (listener === null) return
    const problem = watch.look(Atomics.load(setup.progress, 0), currentScript())
    if (problem !== null) gone("hang", problem)
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

  const end = () => {
    alive = false
    rest()
    port.close()
    worker.terminate().catch(() => undefined)
  }
  const begin: RunningWorker["begin"] = (during, nextScripts, next) => {
    listener = next
    scripts = nextScripts
    scriptsBefore = Atomics.load(setup.progress, 2)
    watch.begin(during === "load" ? options.startLimitMillis : timeLimit)
    port.ref()
    looking = setInterval(look, Math.min(timeLimit / 4, 500))
  }
  const waitForNext = () => {
    rest()
    running.module = nothingYet
    idle.push({ kind: kindOf(options), worker: running })
    for (const { worker } of idle.splice(0, idle.length - mostIdle)) worker.end()
  }
  const leave = (): Promise<void> =>
    new Promise((resolve) => {
      if (!options.forgets || !isReady || !alive) return resolve(end())
      begin(null, [], { message: () => resolve(waitForNext()), gone: () => resolve(end()) })
      running.send({ _tag: "forget" })
    })

  const running: RunningWorker = {
    module: nothingYet,
    send: (message) => {
      port.postMessage(message)
      watch.alive()
      Atomics.add(setup.sent, 0, 1)
      Atomics.notify(setup.sent, 0)
    },
    begin,
    limit: () => watch.begin(timeLimit),
    waitBriefly: () => {
      const until = performance.now() + briefMillis
      for (let left = briefMillis; listener !== null && left > 0; left = until - performance.now()) {
        const seen = Atomics.load(setup.replied, 0)
        if (drain(port, hear) === 0) Atomics.wait(setup.replied, 0, seen, left)
      }
    },
    rest,
    alive: () => alive,
    isReady: () => isReady,
    end,
    leave
  }
  return running
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
