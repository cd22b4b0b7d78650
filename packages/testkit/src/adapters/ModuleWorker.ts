/** The port's service for a module in a worker, which is replaced where the module ends it. */
import { Effect, type Scope, Semaphore } from "effect"
import { type HomeAssistant, newestHomeAssistant } from "../subject/HomeAssistant.ts"
import type { Integration, Language } from "../subject/Integration.ts"
import type { AnsweredScript, Outcome, Performance } from "../subject/Protocol.ts"
import {
  type Isolation,
  ModuleNotLoaded,
  type Script,
  type Subject,
  type SubjectGone
} from "../subject/Subject.ts"
import { hostFolders } from "./jail/hostFolders.ts"
import { makePrivateFolder } from "./jail/PrivateFolder.ts"
import { startChild } from "./jail/RunningChild.ts"
import type { Snapshot } from "./python/Snapshot.ts"
import { copyPackages } from "./python/packages/copyPackages.ts"
import { type RunningWorker, startWorker } from "./RunningWorker.ts"

/**
 * How a module under test is run.
 */
export interface ModuleWorkerOptions {
  readonly isolation: Isolation
  readonly language: Language
  /** The entry of its worker or process. */
  readonly entry: URL
  readonly integration: Pick<Integration, "modulePath" | "domain" | "packages" | "context">
  /** The version of Home Assistant that the host behaves as. Default the newest. */
  readonly homeAssistant?: HomeAssistant
  /** How long the module may make no sign of life while it runs something. Default 5000. */
  readonly timeLimitMillis?: number
  /** How long its process may take to start, before any of the module's code runs. Default 60000. */
  readonly startLimitMillis?: number
  /** The stack: Python's own recursion limit must come first. */
  readonly stackMb: number
  /** Where a copy of Python's memory is kept. */
  readonly snapshot?: Snapshot
}

/**
 * Makes the port's service for a module in a jailed process of its own, or in a worker where there is no isolation. It
 * starts with the first `load` or `perform`, ends with the scope, and is replaced, with the module loaded again, after it
 * hung or crashed.
 */
export const make = (options: ModuleWorkerOptions): Effect.Effect<Subject["Service"], never, Scope.Scope> =>
  Effect.gen(function* () {
    const { modulePath, packages, start } = yield* placeOf(options)
    const turn = yield* Semaphore.make(1)
    let current: RunningWorker | null = null
    const forget = (running: RunningWorker) => {
      if (current === running) current = null
      running.end()
    }
    yield* Effect.addFinalizer(() => Effect.sync(() => current?.end()))

    const ready = Effect.callback<RunningWorker, ModuleNotLoaded | SubjectGone>((resume) => {
      if (current?.alive()) return resume(Effect.succeed(current))
      const starting = start()
      current = starting
      starting.begin("load", [], {
        gone: (error) => (forget(starting), resume(failedBy(error))),
        message: (message) => {
          if (message.message === "ready") {
            const { homeAssistant = newestHomeAssistant, integration } = options
            starting.limit()
            starting.send({
              message: "load",
              modulePath,
              domain: integration.domain,
              homeAssistant,
              ...(packages === undefined ? {} : { packages }),
              ...(integration.context?.python === undefined ? {} : { python: integration.context.python })
            })
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
    const run = (running: RunningWorker, script: Script) =>
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

    const runAll = (running: RunningWorker, answered: ReadonlyArray<AnsweredScript>) =>
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
      isolation: options.isolation,
      load: turn.withPermit(Effect.map(ready, (running) => running.module)),
      perform: (script) => turn.withPermit(Effect.flatMap(ready, (running) => run(running, script))),
      performAll: (answered) => turn.withPermit(Effect.flatMap(ready, (running) => runAll(running, answered)))
    }
  })

/** What ends a process before any of the module's code runs is no fault of the module's. */
const failedBy = (error: SubjectGone): Effect.Effect<never, SubjectGone> =>
  error.during === "start" && error.reason === "crash"
    ? Effect.die(new Error(`the module's process could not be started: ${error.message.trim()}`))
    : Effect.fail(error)

/** Where the module's file is for those who run it, and how they are started. */
const placeOf = Effect.fnUntraced(function* (options: ModuleWorkerOptions) {
  const { entry, integration, isolation, language, stackMb } = options
  const { timeLimitMillis = 5000, startLimitMillis = 60_000 } = options
  const common = { entry, stackMb, timeLimitMillis, startLimitMillis }
  const packages = yield* copyPackages(integration.packages)
  if (isolation === "none") {
    const { modulePath } = integration
    return { modulePath, packages, start: () => startWorker({ ...common, modulePath }) }
  }
  const { folder, modulePath, readable } = yield* makePrivateFolder(integration.modulePath)
  const start = () =>
    startChild({
      ...common,
      isolation,
      folder,
      modulePath,
      readable: [...hostFolders(language), ...readable, ...(packages === undefined ? [] : [packages])],
      snapshot: options.snapshot ?? null
    })
  return { modulePath, packages, start }
})
