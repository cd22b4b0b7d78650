/** The host around a Python module, wherever Pyodide runs: passes messages on to `python/_conformance/runner.py`. */
import type { PyodideAPI } from "pyodide"
import type {
  AnsweredScript,
  FromWorker,
  Outcome,
  Performance,
  ToWorker,
  WireAnswer
} from "../../subject/Protocol.ts"
import type { WorkerChannel } from "../WorkerChannel.ts"
import type { Determinism } from "./determinism.ts"
import type { PastPython } from "./pastPython.ts"

/** What the host is made of. */
export interface PythonHostOptions {
  /** Python, with this package's `python` folder at `hostFolder`, where it looks for modules. */
  readonly pyodide: Pick<PyodideAPI, "pyimport">
  readonly channel: Pick<WorkerChannel, "send" | "began">
  readonly determinism: Determinism
  /** Waits for the runner's answer to a request: standing still, or not. */
  readonly answerTo: (request: number) => WireAnswer | Promise<WireAnswer>
  /** Brings the module's files into a folder of Python's file system, and its packages into `packagesFolder`. */
  readonly bringFiles: (message: LoadMessage, folder: string) => void
  /** Watches over what is done past Python, once the module is there; null where nothing needs to. */
  readonly guard: (() => PastPython) | null
}

export type LoadMessage = Extract<ToWorker, { readonly _tag: "load" }>

/** Where Python finds this package's `python` folder. */
export const hostFolder = "/host"
/** Where Python finds the packages that a module is run with. */
export const packagesFolder = "/packages"

/** When a module is imported, seconds since 1970: always the same, so that what it computes is too. */
const importTime = 1_700_000_000
const noConnection: WireAnswer = { _tag: "ConnectionFailure" }

type SentRequest = Performance["requests"][number]

/** Makes the host, which gives the reply to a message if there is one: at once, unless it waits for answers. */
export const makePythonHost = (options: PythonHostOptions) => {
  const { channel, determinism, guard, pyodide } = options
  let pastPython: PastPython | null = null
  let performing: number | null = null
  let requests = 0
  let awaited: Promise<WireAnswer> | null = null
  /** The answers of an answered script, and the requests that they were given to. */
  let answered: {
    readonly answers: ReadonlyArray<WireAnswer>
    readonly requests: Array<SentRequest>
  } | null = null

  /** Gives the answer as JSON; undefined where the runner gives it later. */
  const send = (step: number, wire: string): string | undefined => {
    if (answered !== null) {
      answered.requests.push({ step, wire: JSON.parse(wire) })
      return JSON.stringify(answered.answers[step] ?? noConnection)
    }
    // While no script runs there is nobody to answer.
    if (performing === null) return JSON.stringify(noConnection)
    const request = ++requests
    channel.send({ _tag: "request", id: performing, request, step, wire: JSON.parse(wire) })
    const answer = options.answerTo(request)
    if (!(answer instanceof Promise)) return JSON.stringify(answer)
    awaited = answer
    return undefined
  }

  const runner = pyodide.pyimport("_conformance.runner")
  runner.start(send, determinism.setClock, (step: number) => {
    pastPython?.began(step)
    channel.began(step)
  })
  const loadModule: (message: string) => string = runner.load
  const performScript: (script: string) => string | undefined = runner.perform
  const resumeScript: (answer: string) => string | undefined = runner.resume

  const load = (message: LoadMessage): FromWorker => {
    const place = placeOf(message)
    options.bringFiles(message, place.folder)
    determinism.setClock(importTime)
    determinism.seed(0)
    channel.began(-1)
    pastPython ??= guard?.() ?? null
    const { homeAssistant, python } = message
    const loaded: FromWorker = JSON.parse(
      loadModule(JSON.stringify({ ...place, now: importTime, homeAssistant, python }))
    )
    return pastPython === null ? loaded : pastPython.addToLoaded(loaded)
  }

  const outcomesIn = (text: string): ReadonlyArray<Outcome> => {
    const outcomes: ReadonlyArray<Outcome> = JSON.parse(text)
    return pastPython === null ? outcomes : pastPython.addToOutcomes(outcomes)
  }

  const perform = (message: Extract<ToWorker, { _tag: "perform" }>): FromWorker | Promise<FromWorker> => {
    const { entropy, fresh, id, now } = message
    performing = id
    requests = 0
    if (fresh) {
      determinism.setClock(now)
      determinism.seed(entropy)
    }
    const text = performScript(JSON.stringify(message))
    return text === undefined ? resume(id) : performed(id, text)
  }

  const resume = async (id: number): Promise<FromWorker> => {
    const text = resumeScript(JSON.stringify(await awaited))
    return text === undefined ? resume(id) : performed(id, text)
  }

  const performed = (id: number, text: string): FromWorker => {
    performing = null
    return { _tag: "performed", id, outcomes: outcomesIn(text) }
  }

  const performAnswered = ({ answers, entropy, now, steps }: AnsweredScript): Performance => {
    determinism.setClock(now)
    determinism.seed(entropy)
    const requests: Array<SentRequest> = []
    answered = { answers, requests }
    const text = performScript(JSON.stringify({ fresh: true, entropy, now, steps }))
    answered = null
    return { outcomes: outcomesIn(text ?? "[]"), requests }
  }

  return (message: ToWorker): FromWorker | undefined | Promise<FromWorker> => {
    switch (message._tag) {
      case "load":
        return load(message)
      case "perform":
        return perform(message)
      case "performAll": {
        const { id, scripts } = message
        return { _tag: "performedAll", id, performances: scripts.map(performAnswered) }
      }
      case "answer":
      case "forget":
        return undefined
    }
  }
}

/** Where Python finds the module, as Home Assistant has it. */
const placeOf = ({ domain, modulePath }: LoadMessage) =>
  /[\\/]homeassistant[\\/]components[\\/][^\\/]+[\\/][^\\/]+$/.test(modulePath)
    ? {
        folder: `/core/homeassistant/components/${domain}`,
        package: `homeassistant.components.${domain}`
      }
    : { folder: `/config/custom_components/${domain}`, package: `custom_components.${domain}` }
