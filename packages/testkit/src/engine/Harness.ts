/** What a check has before it: the module's files, the loaded module, and the module and its host at work. */
import { Effect } from "effect"
import { type HomeAssistant, newestHomeAssistant } from "../subject/HomeAssistant.ts"
import type { Integration } from "../subject/Integration.ts"
import type { LoadedModule } from "../subject/Protocol.ts"
import type { Subject } from "../subject/Subject.ts"
import { NotApplicable } from "./Finding.ts"
import { hostSource, isHostsOwn, moduleSource, type Source } from "./HostTwin.ts"
import { type Given, intoScript, makeGiven } from "./given.ts"
import { makeObserver, type Observe } from "./Observation.ts"
import { makeSchedule, batchBoundary } from "./Schedule.ts"
import { makeScriptRunner, type RunLive } from "./ScriptRunner.ts"
import { makeStoryPlayer, type PlayStory } from "./Story.ts"
import { linkedByHost, onSharedHost } from "./SharedHost.ts"
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

/** What is known of an integration without its module. */
export type FileContext = Pick<CheckContext, "homeAssistant" | "integration">

/** The module and the host's own implementation, side by side. */
export interface Harness {
  readonly module: CheckContext
  readonly host: CheckContext
  /** Whether the module's implementation is the host's own, so that whatever breaks a rule is the host's doing. */
  readonly isHostsOwn: Effect.Effect<boolean>
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
  /** The host's own implementation, run for all modules of a run. Default the module's own subject. */
  readonly sharedHost?: RunScript | undefined
  /** Which inputs the properties are given. */
  readonly inputs?: { readonly seed: number; readonly runs: number }
}): Harness => {
  const schedule = makeSchedule()
  const scripts = makeScriptRunner(options.subject)
  const given = makeGiven(options.integration?.context)
  const runLive: RunLive = (script) =>
    Effect.andThen(batchBoundary, schedule(scripts.runLive(intoScript(given, script))))
  const batched = batchScripts(scripts.runAll, schedule)
  const own: RunScript = (script) => batched(intoScript(given, script))
  const { inputs = { seed: 1, runs: 100 }, loaded, sharedHost: shared } = options
  const runScript = shared ? linkedByHost({ module: loaded, inputs, own, shared }) : own
  const runHosts = shared ? onSharedHost(shared, own) : own
  const source = hostSource(runScript)
  const files = makeFileContext(options.integration, options.homeAssistant)
  const both = { ...files, module: loaded, given, runLive, play: makeStoryPlayer(files.integration, runLive) }
  return {
    module: { ...both, runScript, observe: makeObserver(runScript, moduleSource), source: moduleSource },
    host: { ...both, runScript: runHosts, observe: makeObserver(runHosts, source), source },
    isHostsOwn: isHostsOwn(loaded, runScript)
  }
}
