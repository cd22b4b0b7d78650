/** The host in the worker: loads the module, and performs scripts. */
import * as Effect from "effect/Effect"
import type {
  AnsweredScript,
  Performance,
  RaisedError,
  ToWorker,
  WireAnswer,
  WireRequest
} from "../../subject/Protocol.ts"
import type { WorkerChannel } from "../WorkerChannel.ts"
import { describeModule } from "./describeModule.ts"
import { makeEnvironment } from "./environment.ts"
import type { Sender } from "./makeHostContext.ts"
import type { Imports } from "./moduleResolution.ts"
import type { Places } from "./Places.ts"
import { raisedByDefect } from "./raisedError.ts"
import { makeStepRunner, type StepRunner } from "./StepRunner.ts"
import type { HostContext } from "./HostContext.ts"

/**
 * What the host in the worker is made of.
 */
export interface WorkerHostOptions {
  readonly channel: Pick<WorkerChannel, "send" | "began">
  readonly hostContext: HostContext
  readonly places: Places
  readonly module: ModuleAtHand
  readonly setSender: (sender: Sender | null) => void
}

/**
 * The module, wherever its files are.
 */
export interface ModuleAtHand {
  /** The name of its file. */
  readonly file: string
  readonly source: () => string
  readonly load: () => Promise<Readonly<Record<string, unknown>>>
  readonly imports: Pick<Imports, "packages" | "resolved">
  /** Says what an error of loading comes of where it is an import that is not there. */
  readonly explain: (error: unknown) => RaisedError | null
}

/** When a module loads, seconds since 1970: always the same, so that what it computes is too. */
const loadTime = 1_767_225_600
/** Milliseconds that loading may stand still before it counts as hung. */
const loadPatience = 2000

// Taken before a module can replace them.
const realTimeout = globalThis.setTimeout
const realNow = performance.now.bind(performance)

/**
 * Makes the host.
 */
export const makeWorkerHost = async (options: WorkerHostOptions) => {
  const { channel, module, places, setSender, hostContext } = options
  const services = await Effect.runPromise(makeEnvironment(hostContext))
  let runner: StepRunner | null = null

  const load = async ({ homeAssistant }: Extract<ToWorker, { _tag: "load" }>) => {
    hostContext.entropy.seed(0)
    hostContext.time.reset(loadTime * 1000)
    const loading = await loaded(module.load(), hostContext, module.imports)
    if ("hung" in loading) return channel.send({ _tag: "notLoaded", error: neverLoads(module.file) })
    if ("error" in loading) {
      const error = module.explain(loading.error) ?? raisedByDefect(loading.error, places)
      return channel.send({ _tag: "notLoaded", error: withSyntaxPlace(error, loading.error, places) })
    }
    const { namespace } = loading
    runner = makeStepRunner(namespace["default"], hostContext, places, services, homeAssistant)
    const packages = module.imports.packages.map((entry) => ({ ...entry, standIn: false }))
    const trace = hostContext.recorder.take()
    channel.send({
      _tag: "loaded",
      module: { ...describeModule(namespace, module.source()), imports: packages, trace }
    })
  }

  const perform = async (script: Extract<ToWorker, { _tag: "perform" }>) => {
    if (runner === null) throw new Error("There is no module to perform with.")
    const outcomes = await runner(script, (step) => {
      setSender({ id: script.id, step })
      channel.began(step)
    })
    setSender(null)
    channel.send({ _tag: "performed", id: script.id, outcomes })
  }

  const performAnswered = async (script: AnsweredScript): Promise<Performance> => {
    if (runner === null) throw new Error("There is no module to perform with.")
    const requests: Array<Performance["requests"][number]> = []
    const outcomes = await runner({ ...script, fresh: true }, (step) => {
      const answer = (wire: WireRequest): WireAnswer => {
        requests.push({ step, wire })
        return script.answers[step] ?? { _tag: "ConnectionFailure" }
      }
      setSender({ id: 0, step, answer })
      channel.began(step)
    })
    setSender(null)
    return { outcomes, requests }
  }

  const performAll = async ({ id, scripts }: Extract<ToWorker, { _tag: "performAll" }>) => {
    const performances: Array<Performance> = []
    for (const script of scripts) performances.push(await performAnswered(script))
    channel.send({ _tag: "performedAll", id, performances })
  }

  return {
    handle: async (message: ToWorker): Promise<void> => {
      switch (message._tag) {
        case "load":
          return load(message)
        case "perform":
          return perform(message)
        case "performAll":
          return performAll(message)
        case "answer":
      }
    }
  }
}

type Loading =
  | { readonly namespace: Readonly<Record<string, unknown>> }
  | { readonly error: unknown }
  | { readonly hung: true }

/** Waits for the module's top level, letting its timers run; one that stands still for too long never ends. */
const loaded = async (
  importing: Promise<Readonly<Record<string, unknown>>>,
  hostContext: HostContext,
  imports: Pick<Imports, "resolved">
): Promise<Loading> => {
  let end: Loading | undefined
  importing.then(
    (namespace) => void (end = { namespace }),
    (error: unknown) => void (end = { error })
  )
  let progress = -1
  let since = realNow()
  while (end === undefined) {
    await new Promise<void>((resolve) => void realTimeout(resolve, 1))
    if (imports.resolved() !== progress || hostContext.work.pending > 0) {
      progress = imports.resolved()
      since = realNow()
    } else if (hostContext.time.runImmediates()) since = realNow()
    else if (realNow() - since > 20 && hostContext.time.runNextTimer()) since = realNow()
    else if (realNow() - since > loadPatience) return { hung: true }
  }
  return end
}

const neverLoads = (file: string): RaisedError => {
  const message = `${file} awaits something at its top level that never ends.`
  return { kind: "other", type: "NeverLoads", message, printed: `NeverLoads: ${message}`, where: file }
}

/** A syntax error's stack begins with its place: `file:line`, the line itself, and a caret. */
const withSyntaxPlace = (error: RaisedError, reason: unknown, places: Places): RaisedError => {
  if (error.where !== null || !(reason instanceof Error)) return error
  const place = /^((?:file:)?\/\S+:\d+)\n/.exec(reason.stack ?? "")
  return place?.[1] === undefined ? error : { ...error, where: places.clean(place[1]) }
}
