/** The subject for a definition that is at hand as a value, run in this very process. */
import { Effect, Layer, Semaphore } from "effect"
import { newestHomeAssistant } from "../subject/HomeAssistant.ts"
import type { AnsweredScript, Performance, WireAnswer, WireRequest } from "../subject/Protocol.ts"
import { type Script, Subject } from "../subject/Subject.ts"
import type { ModuleWorkerOptions } from "./ModuleWorker.ts"
import { describeModule } from "./typescript/describeModule.ts"
import { makeEntropy } from "./typescript/Entropy.ts"
import { makeEnvironment } from "./typescript/environment.ts"
import { makePlaces } from "./typescript/Places.ts"
import { makeRecorder } from "./typescript/Recorder.ts"
import { makeStepRunner } from "./typescript/StepRunner.ts"
import { makeVirtualTime } from "./typescript/VirtualTime.ts"
import { makeClientFetch, makeWireFetch } from "./typescript/WireFetch.ts"
import type { HostContext } from "./typescript/HostContext.ts"

/**
 * Options of `layer`.
 */
export type InlineSubjectOptions = Pick<ModuleWorkerOptions, "homeAssistant">

/**
 * Makes the subject of a definition, such as an `application_credentials` module's default export.
 *
 * What goes through Effect is as in a worker: the HTTP client, clock, randomness and log are the runner's. What goes
 * past it cannot be observed here: file, process and direct network activity stay empty, only Effect's log is read,
 * the platform's own clock and randomness are the real ones, and a wait on a real timer counts as an endless one. A
 * module that loops forever or ends its process takes the test with it.
 */
export const make = (
  definition: unknown,
  { homeAssistant = newestHomeAssistant }: InlineSubjectOptions = {}
): Effect.Effect<Subject["Service"]> =>
  Effect.gen(function* () {
    const turn = yield* Semaphore.make(1)
    const network = makeNetwork()
    const places = makePlaces(process.cwd())
    const recorder = makeRecorder(places.clean)
    const hostContext: HostContext = {
      time: makeVirtualTime((defect) =>
        recorder.log({ level: "ERROR", logger: "uncaughtException", message: String(defect) })
      ),
      entropy: makeEntropy(),
      recorder,
      clientFetch: makeClientFetch(network.wire),
      fetch: makeWireFetch(network.wire),
      work: { pending: 0 },
      awaitsAnswer: () => false,
      nextAnswer: () => undefined
    }
    const services = yield* makeEnvironment(hostContext)
    const run = makeStepRunner(definition, hostContext, places, services, homeAssistant)

    const perform = (script: Script) =>
      Effect.promise(async () => {
        network.answerWith(script)
        const { entropy, now, steps, fresh = true } = script
        const outcomes = await run({ entropy, now, steps, fresh }, network.began)
        const defect = network.defect()
        if (defect !== null) throw defect.reason
        return outcomes
      })

    const performAnswered = (script: AnsweredScript): Effect.Effect<Performance> => {
      const requests: Array<Performance["requests"][number]> = []
      const answer = (wire: WireRequest, step: number): WireAnswer => {
        requests.push({ step, wire })
        return script.answers[step] ?? { _tag: "ConnectionFailure" }
      }
      return Effect.map(perform({ ...script, answer }), (outcomes) => ({ outcomes, requests }))
    }

    return {
      language: "typescript",
      isolation: "none",
      load: Effect.sync(() => ({
        ...describeModule({ default: definition }, ""),
        imports: [],
        trace: { logs: [], activity: [], standIns: [] }
      })),
      perform: (script) => turn.withPermit(perform(script)),
      performAll: (scripts) => turn.withPermit(Effect.forEach(scripts, performAnswered))
    }
  })

/**
 * Layer that provides the subject of a definition.
 */
export const layer = (definition: unknown, options?: InlineSubjectOptions): Layer.Layer<Subject> =>
  Layer.effect(Subject, make(definition, options))

/** Answers at once, out of the script that runs. */
const makeNetwork = () => {
  let current: Pick<Script, "answer"> | null = null
  let step = 0
  let defect: { readonly reason: unknown } | null = null
  return {
    began: (index: number) => {
      step = index
    },
    answerWith: (script: Script) => {
      current = script
      defect = null
    },
    /** What the script's own `answer` threw: the runner's fault, not the module's. */
    defect: () => defect,
    wire: (request: WireRequest): WireAnswer => {
      if (current === null) return { _tag: "ConnectionFailure" }
      try {
        return current.answer(request, step)
      } catch (reason) {
        defect ??= { reason }
        return { _tag: "ConnectionFailure" }
      }
    }
  }
}
