/** What a check has before it: the module's files, the loaded module, and the module and its host at work. */
import { Effect } from "effect"
import type { Integration } from "../subject/Integration.ts"
import type { LoadedModule } from "../subject/Protocol.ts"
import type { Subject } from "../subject/Subject.ts"
import { NotApplicable } from "./Finding.ts"
import { makeObserver, type Observe } from "./Observation.ts"
import { makeInTurn, othersAsk } from "./Schedule.ts"
import { hostSource, makePerform, moduleSource, type Perform, type Source } from "./ScriptRunner.ts"
import { makePlay, type Play } from "./batches.ts"

/**
 * The world in which an input is examined: once with the module, and where the module breaks a rule, once more with
 * the host's own implementation for the same endpoints, to see whose fault it is.
 */
export interface World {
  readonly module: LoadedModule
  /** The integration's folder; not applicable where only the module itself was given. */
  readonly integration: Effect.Effect<Integration, NotApplicable>
  /** Runs a script whose answers depend on the requests. */
  readonly perform: Perform
  /** Runs a script whose answers are known beforehand; the same script is run only once. */
  readonly play: Play
  /** Where this world's implementations come from. */
  readonly source: Source
  /** Links an account and refreshes its token as a scenario says; the same scenario is run only once. */
  readonly observe: Observe
}

/** The module and the host's own implementation, side by side. */
export interface Bench {
  readonly module: World
  readonly host: World
}

/** Makes the bench for a loaded module. `integration` is null where the module was given as a value. */
export const makeBench = (options: {
  readonly subject: Subject["Service"]
  readonly loaded: LoadedModule
  readonly integration: Integration | null
}): Bench => {
  const inTurn = makeInTurn()
  const subject = makePerform(options.subject)
  const perform: Perform = (script) => Effect.andThen(othersAsk, inTurn(subject.perform(script)))
  const integration = options.integration
    ? Effect.succeed(options.integration)
    : Effect.fail(new NotApplicable({ message: "only the module itself was given, without its folder" }))
  const play = makePlay(subject.performAll, inTurn)
  const { observe, recall } = makeObserver(play, moduleSource)
  const source = hostSource(play, recall)
  const both = { module: options.loaded, integration, perform, play }
  return {
    module: { ...both, observe, source: moduleSource },
    host: { ...both, observe: makeObserver(play, source).observe, source }
  }
}
