/** The port's service for a module in a worker, which is replaced where the module ends it. */
import { Effect, type Scope, Semaphore } from "effect"
import type { AnsweredScript, Outcome, Performance } from "../subject/Protocol.ts"
import { ModuleNotLoaded, type Script, type Subject, type SubjectGone } from "../subject/Subject.ts"
import { type ModuleWorkerOptions, type RunningWorker, startWorker } from "./RunningWorker.ts"

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
    let current: RunningWorker | null = null
    const forget = (running: RunningWorker) => {
      if (current === running) current = null
      running.end()
    }
    yield* Effect.addFinalizer(() => Effect.sync(() => current?.end()))

    const ready = Effect.callback<RunningWorker, ModuleNotLoaded | SubjectGone>((resume) => {
      if (current?.alive()) return resume(Effect.succeed(current))
      const starting = startWorker(options)
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
      load: turn.withPermit(Effect.map(ready, (running) => running.module)),
      perform: (script) => turn.withPermit(Effect.flatMap(ready, (running) => run(running, script))),
      performAll: (answered) => turn.withPermit(Effect.flatMap(ready, (running) => runAll(running, answered)))
    }
  })
