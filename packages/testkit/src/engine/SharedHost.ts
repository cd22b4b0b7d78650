/** The host's own implementation, run once for all modules of a run: what it does with an input depends on none of them. */
import { Effect } from "effect"
import { scenarioWithFailures } from "../arbitraries/plainFailure.ts"
import { anyScenario, ordinaryScenario } from "../arbitraries/scenario.ts"
import type { LoadedModule, Performance, ServerInput, Step } from "../subject/Protocol.ts"
import type { Subject, SubjectGone } from "../subject/Subject.ts"
import { isPlain, moduleStep, namesServerOnly, serverIn } from "./HostTwin.ts"
import type { Inconclusive } from "./Finding.ts"
import { once } from "./Memory.ts"
import { scriptOf } from "./Observation.ts"
import type { RunOptions } from "./RunOptions.ts"
import { makeSchedule } from "./Schedule.ts"
import { makeScriptRunner } from "./ScriptRunner.ts"
import { batchScripts, type RunScript } from "./batchScripts.ts"
import { traceOf } from "./outcomes.ts"
import { samplesOf } from "./samples.ts"

type Script = Parameters<RunScript>[0]

/** Runs the scripts of all modules of a run on a subject that is none of them. */
export const makeSharedHost = (subject: Subject["Service"]): RunScript =>
  batchScripts(makeScriptRunner(subject).runAll, makeSchedule())

/** Endpoints in whose place a module's are put. No module has them, and nothing else has a part of them. */
export const placeholders: ServerInput = {
  authorizeUrl: "https://authorize.host-twin.example/oauth2/authorize",
  tokenUrl: "https://token.host-twin.example/oauth2/token"
}

/**
 * Runs a script of the host's own implementation on the shared host, at endpoints for which the module's are put back into what
 * was seen. Runs any other script, and one whose endpoints the host would change, on the module's own subject.
 */
export const onSharedHost =
  (shared: RunScript, own: RunScript): RunScript =>
  (script) => {
    const server = serverOf(script)
    return server === null
      ? own(script)
      : shared(withServer(script, placeholders)).pipe(
          Effect.map(putBack(server)),
          // What ends the shared host is nothing that a module did.
          Effect.catch(() => own(script))
        )
  }

/** Whether a script is one of the host's own implementation. */
export const isOfHost = (script: Script): boolean => serverOf(script) !== null

/** The endpoints of a script of the host's own implementation, or null where it is none, or has several or special ones. */
const serverOf = ({ steps }: Script): ServerInput | null => {
  const servers = steps.flatMap((step) =>
    step._tag === "getAuthImplementation" ? [step.from.by === "host" ? step.from.server : null] : []
  )
  const [server] = servers
  const isOne = servers.every(
    (other) => other?.authorizeUrl === server?.authorizeUrl && other?.tokenUrl === server?.tokenUrl
  )
  return server &&
    isOne &&
    steps.every(isOfLinking) &&
    isPlain(server.authorizeUrl) &&
    isPlain(server.tokenUrl)
    ? server
    : null
}

const isOfLinking = ({ _tag }: Step): boolean =>
  _tag === "getAuthImplementation" || _tag === "authorize" || _tag === "exchange" || _tag === "refresh"

const withServer = (script: Script, server: ServerInput): Script => ({
  ...script,
  steps: script.steps.map((step) =>
    step._tag === "getAuthImplementation" && step.from.by === "host"
      ? { ...step, from: { ...step.from, server } }
      : step
  )
})

/** Puts endpoints in the place of the placeholders: whole, and then what an error may name of them. */
export const putBack = (server: ServerInput) => {
  const urls = [
    [placeholders.authorizeUrl, server.authorizeUrl],
    [placeholders.tokenUrl, server.tokenUrl]
  ] as const
  const hosts = urls.map(([from, to]) => [new URL(from).host, new URL(to).host] as const)
  return <A>(seen: A): A =>
    // Plain endpoints have no character that JSON escapes.
    JSON.parse(
      [...urls, ...hosts].reduce((text, [from, to]) => text.replaceAll(from, to), JSON.stringify(seen))
    )
}

/** How many linkings of each kind have to be the same with the module as with the host. */
const compared = 4

type Inputs = Pick<RunOptions, "seed" | "runs">

/** Gives linkings of the host's own implementation, at placeholders for its endpoints, for inputs of a run. */
export type LinkingsOfHost = (
  inputs: Inputs
) => Effect.Effect<ReadonlyArray<Performance>, SubjectGone | Inconclusive>

/** The scripts of the linkings that have to be the same. */
const comparedLinkings = (inputs: Inputs): ReadonlyArray<Script> =>
  [ordinaryScenario, anyScenario, scenarioWithFailures]
    .flatMap((kind) => samplesOf(kind, inputs).slice(0, compared))
    .map((scenario) => scriptOf(scenario, "linking", { by: "module" }))

/** Runs the linkings that a module's are compared with. */
export const linkingsOn =
  (shared: RunScript): LinkingsOfHost =>
  (inputs) =>
    Effect.forEach(comparedLinkings(inputs), (script) => shared(byHost(script, placeholders)), {
      concurrency: "unbounded"
    })

/** A module whose implementation may be the host's own. */
export interface LinkedByHost {
  /** The one server that it names, if it is nothing but the host's own implementation at it; else null. */
  readonly server: Effect.Effect<ServerInput | null>
  /** Runs its scripts; its linkings on the shared host, if there is one. */
  readonly runScript: RunScript
}

/**
 * Runs the linkings of a module that only names its server as the host's own implementation. The module is asked for its server with
 * all the inputs of a property, and has to name the same one each time, doing nothing else; and some linkings of each kind are
 * run with it, and have to show the same to the letter. Else all of its scripts run on its own subject.
 */
export const linkedByHost = (options: {
  readonly module: LoadedModule
  readonly inputs: Inputs
  readonly own: RunScript
  readonly shared: RunScript | undefined
  /** The linkings to compare with; undefined where there are none. */
  readonly linkings: LinkingsOfHost | undefined
}): LinkedByHost => {
  const { inputs, linkings, module, own, shared } = options
  if (!namesServerOnly(module) || linkings === undefined)
    return { server: Effect.succeed(null), runScript: own }
  const server = once(
    Effect.gen(function* () {
      const named = yield* serverFor(own, samplesOf(ordinaryScenario, inputs))
      if (named === null) return null
      const [seen, expected] = yield* Effect.all(
        [
          Effect.forEach(comparedLinkings(inputs), own, { concurrency: "unbounded" }),
          Effect.map(linkings(inputs), putBack(named))
        ],
        { concurrency: 2 }
      )
      return JSON.stringify(seen) === JSON.stringify(expected) ? named : null
    }).pipe(Effect.catch(() => Effect.succeed(null)))
  )
  if (shared === undefined) return { server, runScript: own }
  const host = onSharedHost(shared, own)
  const runScript: RunScript = (script) =>
    isLinking(script)
      ? Effect.flatMap(server, (found) => (found === null ? own(script) : host(byHost(script, found))))
      : own(script)
  return { server, runScript }
}

/** The one server that the module names for all of these inputs, or null. */
const serverFor = Effect.fnUntraced(function* (
  own: RunScript,
  inputs: ReadonlyArray<Parameters<typeof moduleStep>[0]>
) {
  const outcomes = yield* Effect.forEach(
    inputs,
    (input) =>
      Effect.map(own({ entropy: input.entropy, steps: [moduleStep(input)], answers: [] }), (seen) =>
        seen.requests.length === 0 ? seen.outcomes[0] : undefined
      ),
    { concurrency: "unbounded" }
  )
  const servers = outcomes.map((outcome) => {
    const { activity, logs, standIns } = traceOf(outcome)
    const isSilent = activity.length + logs.length + standIns.length === 0
    return outcome?._tag === "returned" && isSilent ? serverIn(outcome.value) : null
  })
  const [first = null] = servers
  return servers.every((server) => JSON.stringify(server) === JSON.stringify(first)) ? first : null
})

/** Whether a script links an account with the module's implementation, and does more than to make it. */
const isLinking = ({ steps }: Script): boolean =>
  steps.every((step) => isOfLinking(step) && !("from" in step && step.from.by === "host")) &&
  steps.some(({ _tag }) => _tag !== "getAuthImplementation")

/** The same script with the host's own implementation. */
const byHost = (script: Script, server: ServerInput): Script => ({
  ...script,
  steps: script.steps.map((step) =>
    step._tag === "getAuthImplementation" ? { ...step, from: { by: "host", server, pkce: false } } : step
  )
})
