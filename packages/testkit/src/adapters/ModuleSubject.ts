/** The port's service for a module in a worker or a process, which is replaced where the module ends it. */
import { Effect, type Scope, Semaphore } from "effect"
import type { AnsweredScript, Outcome, Performance, ToWorker } from "../subject/Protocol.ts"
import { ModuleNotLoaded, type Script, type Subject, type SubjectGone } from "../subject/Subject.ts"
import type { RunningWorker } from "./RunningWorker.ts"

/** How a module is run. */
export interface ModuleSubjectOptions extends Pick<Subject["Service"], "language" | "isolation"> {
  /** Says which module to load, and with what. */
  readonly load: Extract<ToWorker, { readonly _tag: "load" }>
  /** Starts what it runs in. */
  readonly start: () => RunningWorker
  /** Gives what was started ahead and waits, once; null where there is none. Default nothing is started ahead. */
  readonly takeWaiting?: () => RunningWorker | null
}

/**
 * Makes the service. What the module runs in starts with the first `load` or `perform`, ends with the scope, and is replaced, with
 * the module loaded again, after it hung or crashed.
 */
export const makeModuleSubject = ({
  isolation,
  language,
  load,
  start,
  takeWaiting = () => null
}: ModuleSubjectOptions): Effect.Effect<Subject["Service"], never, Scope.Scope> =>
  Effect.gen(function* () {
    const turn = yield* Semaphore.make(1)
    let current: RunningWorker | null = null
    const forget = (running: RunningWorker) => {
      if (current === running) current = null
      running.end()
    }
    yield* Effect.addFinalizer(() => Effect.promise(async () => current?.leave()))

    const loadIn = (starting: RunningWorker) =>
      Effect.callback<RunningWorker, ModuleNotLoaded | SubjectGone>((resume) => {
        current = starting
        const sendLoad = () => {
          starting.limit()
          starting.send(load)
        }
        starting.begin("load", [], {
          gone: (error) => (forget(starting), resume(failedBy(error))),
          message: (message) => {
            if (message._tag === "ready") sendLoad()
            else if (message._tag === "loaded") {
              starting.rest()
              starting.module = message.module
              resume(Effect.succeed(starting))
            } else if (message._tag === "notLoaded") {
              forget(starting)
              resume(Effect.fail(ModuleNotLoaded.of(message.error)))
            }
          }
        })
        if (starting.isReady()) sendLoad()
        return Effect.sync(() => forget(starting))
      })
    const ready = Effect.suspend(() => {
      if (current?.alive()) return Effect.succeed(current)
      const waiting = takeWaiting()
      const inNew = Effect.suspend(() => loadIn(start()))
      // What waits may have ended in this moment, by itself: what is the module's doing shows in a new one too.
      return waiting === null
        ? inNew
        : loadIn(waiting).pipe(
            Effect.catchTag("SubjectGone", () => inNew),
            Effect.catchDefect(() => inNew)
          )
    })

    let scripts = 0
    const run = (running: RunningWorker, script: Script) =>
      Effect.callback<ReadonlyArray<Outcome>, SubjectGone>((resume) => {
        const id = ++scripts
        running.begin(null, [script.steps], {
          gone: (error) => (forget(running), resume(Effect.fail(error))),
          message: (message) => {
            if (message._tag === "request" && message.id === id) {
              try {
                const answer = script.answer(message.wire, message.step)
                running.send({ _tag: "answer", request: message.request, answer })
              } catch (defect) {
                forget(running)
                resume(Effect.die(defect))
              }
            } else if (message._tag === "performed" && message.id === id) {
              running.rest()
              resume(Effect.succeed(message.outcomes))
            }
          }
        })
        const { entropy, now, steps, fresh = true } = script
        running.send({ _tag: "perform", id, fresh, entropy, now, steps })
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
            if (message._tag === "performedAll" && message.id === id) {
              running.rest()
              resume(Effect.succeed(message.performances))
            }
          }
        })
        // Not waited for: the runner judges others meanwhile.
        running.send({ _tag: "performAll", id, scripts: answered })
        return Effect.sync(() => forget(running))
      })

    return {
      language,
      isolation,
      load: turn.withPermit(Effect.map(ready, (running) => running.module)),
      perform: (script) => turn.withPermit(Effect.flatMap(ready, (running) => run(running, script))),
      performAll: (answered) => turn.withPermit(Effect.flatMap(ready, (running) => runAll(running, answered)))
    }
  })

/** What ends a process, or keeps it from starting in time, before any of the module's code runs is no fault of the module's. */
const failedBy = (error: SubjectGone): Effect.Effect<never, SubjectGone> =>
  error.during === "start"
    ? Effect.die(new Error(`the module's process could not be started: ${error.message.trim()}`))
    : Effect.fail(error)
