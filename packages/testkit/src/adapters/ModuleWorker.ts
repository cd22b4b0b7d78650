/** The port's service for a module on this machine: where it lies, and how it is started. */
import { Effect, type Scope } from "effect"
import { type HomeAssistant, newestHomeAssistant } from "../subject/HomeAssistant.ts"
import type { Integration, Language } from "../subject/Integration.ts"
import type { IsolationOnNode, Subject } from "../subject/Subject.ts"
import { hostFolders } from "./jail/hostFolders.ts"
import { copyAgain, makePrivateFolder } from "./jail/PrivateFolder.ts"
import { startChild } from "./jail/RunningChild.ts"
import type { Snapshot } from "./python/Snapshot.ts"
import { copyPackages, copyPackagesAgain } from "./python/packages/copyPackages.ts"
import { makeModuleSubject } from "./ModuleSubject.ts"
import { takeWorker } from "./startWorker.ts"

/**
 * How a module under test is run.
 */
export interface ModuleWorkerOptions {
  readonly isolation: IsolationOnNode
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
  /** Options of Node for its process. */
  readonly nodeOptions?: ReadonlyArray<string>
  /** Where a copy of Python's memory is kept. */
  readonly snapshot?: Snapshot
  /** Whether its worker can forget a module. Default false: it ends with its module. */
  readonly forgets?: boolean
  /**
   * Whether its process is started at once, and not with the first use: it waits then, and gets the module as that is when it is
   * loaded. Default false. A worker is never started ahead.
   */
  readonly ahead?: boolean
}

/**
 * Makes the port's service for a module in a jailed process of its own, or in a worker where there is no isolation. It
 * starts with the first `load` or `perform`, ends with the scope, and is replaced, with the module loaded again, after it
 * hung or crashed.
 */
export const make = (options: ModuleWorkerOptions): Effect.Effect<Subject["Service"], never, Scope.Scope> =>
  Effect.gen(function* () {
    const { modulePath, packages, start, takeWaiting } = yield* placeOf(options)
    const { homeAssistant = newestHomeAssistant, integration, isolation, language } = options
    return yield* makeModuleSubject({
      language,
      isolation,
      start,
      takeWaiting,
      load: {
        _tag: "load",
        modulePath,
        domain: integration.domain,
        homeAssistant,
        ...(packages === undefined ? {} : { packages }),
        ...(integration.context?.python === undefined ? {} : { python: integration.context.python })
      }
    })
  })

/** Where the module's file is for those who run it, and how they are started. */
const placeOf = Effect.fnUntraced(function* (options: ModuleWorkerOptions) {
  const { entry, forgets = false, integration, isolation, language, stackMb } = options
  const { timeLimitMillis = 5000, startLimitMillis = 60_000 } = options
  const common = { entry, stackMb, timeLimitMillis, startLimitMillis, forgets }
  const packages = yield* copyPackages(integration.packages)
  if (isolation === "none") {
    const { modulePath } = integration
    const start = () => takeWorker({ ...common, modulePath })
    return { modulePath, packages, start, takeWaiting: () => null }
  }
  // Before the copy: the module's packages that are the host's too need no second look.
  const ofHost = hostFolders(language)
  let copy = yield* makePrivateFolder(integration.modulePath)
  const { folder, modulePath } = copy
  const start = () =>
    startChild({
      ...common,
      isolation,
      folder,
      modulePath,
      nodeOptions: options.nodeOptions ?? [],
      readable: [...ofHost, ...copy.readable, ...(packages === undefined ? [] : [packages])],
      snapshot: options.snapshot ?? null
    })
  let waiting = options.ahead === true ? start() : null
  yield* Effect.addFinalizer(() => Effect.sync(() => waiting?.end()))
  const takeWaiting = () => {
    const started = waiting
    if (started === null) return null
    waiting = null
    const { surroundings } = copy
    copy = copyAgain(copy, integration.modulePath)
    if (packages !== undefined && integration.packages) copyPackagesAgain(packages, integration.packages)
    // What it may read, and what it has already asked of that, is as it was when it started.
    if (started.alive() && copy.surroundings === surroundings) return started
    started.end()
    return null
  }
  return { modulePath, packages, start, takeWaiting }
})
