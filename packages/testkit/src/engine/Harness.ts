/** What a check has before it: the module's files, the loaded module, and the module and its host at work. */
import { Effect } from "effect"
import type * as fc from "fast-check"
import type { RequirementId } from "../catalog/Requirement.ts"
import { type HomeAssistant, newestHomeAssistant } from "../subject/HomeAssistant.ts"
import type { Integration } from "../subject/Integration.ts"
import type { LoadedModule } from "../subject/Protocol.ts"
import type { Subject } from "../subject/Subject.ts"
import type { CheckResult } from "./CheckResult.ts"
import { NotApplicable } from "./Finding.ts"
import { hostSource, isHostsOwn, moduleSource, type Source } from "./HostTwin.ts"
import { type Given, intoScript, makeGiven, nothingGiven } from "./given.ts"
import { makeObserver, type Observe } from "./Observation.ts"
import type { RunOptions } from "./RunOptions.ts"
import { makeSchedule, batchBoundary } from "./Schedule.ts"
import { makeScriptRunner, type RunLive } from "./ScriptRunner.ts"
import { makeStoryPlayer, notPlayed, type PlayStory } from "./Story.ts"
import { type LinkedByHost, linkedByHost, type LinkingsOfHost, onSharedHost } from "./SharedHost.ts"
import type { Evaluation } from "./Tally.ts"
import { batchScripts, type RunScript } from "./batchScripts.ts"

/**
 * The context in which an input is examined: once with the module, and where the module breaks a rule, once more with
 * the host's own implementation for the same endpoints, to see whose fault it is.
 */
export interface CheckContext {
  /** The version of Home Assistant that the host behaves as. */
  readonly homeAssistant: HomeAssistant
  readonly module: LoadedModule
  /** What the module's author gives for it. */
  readonly given: Given
  /** The integration's folder; not applicable where only the module itself was given. */
  readonly integration: Effect.Effect<Integration, NotApplicable>
  /** Runs a script whose answers depend on the requests. */
  readonly runLive: RunLive
  /** Runs a script whose answers are known beforehand; the same script is run only once. */
  readonly runScript: RunScript
  /** Where this context's implementations come from. */
  readonly source: Source
  /** Links an account and refreshes its token as a scenario says; the same scenario is run only once. */
  readonly observe: Observe
  /** Plays a story of a user in the integration's config flow; the same story is played only once. */
  readonly play: PlayStory
}

/** What is known of an integration without its module. Flows are played where there is one. */
export type FileContext = Pick<CheckContext, "homeAssistant" | "integration"> &
  Partial<Pick<CheckContext, "play">>

/** Evaluates one input in one context, and never fails. */
export type Evaluate<A> = (input: A, context: CheckContext) => Effect.Effect<Evaluation>

/** A check's rule, and the inputs for which it holds. */
export interface Property<A> {
  readonly id: RequirementId
  readonly arbitrary: fc.Arbitrary<A>
  readonly evaluate: Evaluate<A>
}

/** What a property showed of the host's own implementation. */
export interface HostJudgement {
  readonly result: CheckResult
  /** Whether it may be another with a provider that more is known of. */
  readonly restsOnProvider: boolean
  /** What its first inputs showed, in words, to compare a module with. */
  readonly first: ReadonlyArray<string>
}

/** Judges the host's own implementation; null where a property rests on more than that, or the host breaks it. */
export type JudgeHost = <A>(property: Property<A>, options: RunOptions) => Effect.Effect<HostJudgement | null>

/** The host's own implementation, for all modules of a run: what it does depends on none of them. */
export interface HostForAll {
  /** Runs its scripts on a subject that is no module's; undefined where each module's own subject does. */
  readonly run: RunScript | undefined
  readonly judge: JudgeHost
  /** Gives the linkings that a module's are compared with. */
  readonly linkings: LinkingsOfHost
}

/** The module and the host's own implementation, side by side. */
export interface Harness {
  readonly module: CheckContext
  readonly host: CheckContext
  /** Whether the module's implementation is the host's own, so that whatever breaks a rule is the host's doing. */
  readonly isHostsOwn: Effect.Effect<boolean>
  /** The module's server, if it is nothing but the host's own implementation at it; else null. */
  readonly hostsServer: LinkedByHost["server"]
  /** Judges the host's own implementation for all such modules; undefined where this one is given what they are not. */
  readonly judgeHost: JudgeHost | undefined
}

/** Makes the context of an integration's files; null stands for a module that was given without them. */
export const makeFileContext = (
  integration: Integration | null,
  homeAssistant: HomeAssistant = newestHomeAssistant
): FileContext => ({
  homeAssistant,
  integration: integration
    ? Effect.succeed(integration)
    : Effect.fail(new NotApplicable({ message: "only the module itself was given, without its folder" }))
})

/** Makes the harness for a loaded module. `integration` is null where the module was given as a value. */
export const makeHarness = (options: {
  readonly subject: Subject["Service"]
  readonly loaded: LoadedModule
  readonly integration: Integration | null
  readonly homeAssistant?: HomeAssistant
  /** Default the module's own subject, and no judgement but its own. */
  readonly host?: HostForAll | undefined
  /** Which inputs the properties are given. */
  readonly inputs?: { readonly seed: number; readonly runs: number }
  /** Whether the config flow is left out. */
  readonly withoutFlow?: boolean
}): Harness => {
  const schedule = makeSchedule()
  const scripts = makeScriptRunner(options.subject)
  const given = makeGiven(options.integration?.context)
  const runLive: RunLive = (script) =>
    Effect.andThen(batchBoundary, schedule(scripts.runLive(intoScript(given, script))))
  const batched = batchScripts(scripts.runAll, schedule)
  const own: RunScript = (script) => batched(intoScript(given, script))
  const { host, inputs = { seed: 1, runs: 100 }, loaded } = options
  const { runScript, server } = linkedByHost({
    module: loaded,
    inputs,
    own,
    shared: host?.run,
    linkings: host?.linkings
  })
  const runHosts = host?.run ? onSharedHost(host.run, own) : own
  const source = hostSource(runScript)
  const files = makeFileContext(options.integration, options.homeAssistant)
  const play = options.withoutFlow ? notPlayed : makeStoryPlayer(files.integration, runLive)
  const both = { ...files, module: loaded, given, runLive, play }
  return {
    module: { ...both, runScript, observe: makeObserver(runScript, moduleSource), source: moduleSource },
    host: { ...both, runScript: runHosts, observe: makeObserver(runHosts, source), source },
    isHostsOwn: isHostsOwn(loaded, runScript),
    hostsServer: server,
    judgeHost: given === nothingGiven ? host?.judge : undefined
  }
}
