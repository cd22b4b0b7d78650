/** Runs scripts on the subject for the checks. */
import { Array as Arr, Effect } from "effect"
import { scenarioNow } from "../arbitraries/scenario.ts"
import type { AnsweredScript, Outcome, Performance, Step } from "../subject/Protocol.ts"
import { type ModuleNotLoaded, type Script, type Subject, SubjectGone } from "../subject/Subject.ts"
import { Inconclusive } from "./Finding.ts"

/** How often one kind of step may take the worker's life before it is not tried again. */
const tolerance = 2

/** Runs a script; where it has no `now`, with the clock of every scenario. */
export type RunLive = (
  script: Omit<Script, "now"> & { readonly now?: number }
) => Effect.Effect<ReadonlyArray<Outcome>, SubjectGone | Inconclusive>

/** Runs answered scripts in one go, with the clock of every scenario. */
export type RunAll = (
  scripts: ReadonlyArray<Omit<AnsweredScript, "now">>
) => Effect.Effect<ReadonlyArray<Performance>, SubjectGone | Inconclusive>

/**
 * Runs scripts on a subject. A kind of step that took the worker's life twice is not run again, and nothing is where
 * loading the module again did.
 */
export const makeScriptRunner = (
  subject: Subject["Service"]
): { readonly runLive: RunLive; readonly runAll: RunAll } => {
  const deaths = new Map<string, ReadonlyArray<SubjectGone>>()
  const unlessDoomed = Effect.fnUntraced(function* <A>(
    steps: ReadonlyArray<Step>,
    run: Effect.Effect<A, SubjectGone | ModuleNotLoaded>
  ) {
    const doomed = (["load", ...steps.map(({ _tag }) => _tag)] as const).find(
      (step) => (deaths.get(step) ?? []).length >= tolerance
    )
    if (doomed) return yield* notTriedAgain(doomed, deaths.get(doomed)?.at(-1))
    return yield* run.pipe(
      Effect.tapErrorTag("SubjectGone", (gone) =>
        Effect.sync(() => deaths.set(gone.during, [...(deaths.get(gone.during) ?? []), gone]))
      ),
      Effect.catchTag("ModuleNotLoaded", (error: ModuleNotLoaded) =>
        Effect.fail(new Inconclusive({ message: `the module no longer loads: ${error.message}` }))
      )
    )
  })
  return {
    runLive: (script) =>
      Effect.map(
        unlessDoomed(script.steps, subject.perform({ now: scenarioNow, ...script })),
        explainSkipped
      ),
    runAll: (scripts) =>
      Effect.map(
        unlessDoomed(
          scripts.flatMap(({ steps }) => steps),
          subject.performAll(scripts.map((script) => ({ now: scenarioNow, ...script })))
        ),
        Arr.map((performance) => ({ ...performance, outcomes: explainSkipped(performance.outcomes) }))
      )
  }
}

/** Steps are skipped where a step before them made no implementation: says what came of that one. */
const explainSkipped = (outcomes: ReadonlyArray<Outcome>): ReadonlyArray<Outcome> => {
  if (!outcomes.some(({ _tag }) => _tag === "skipped")) return outcomes
  const because = outcomes.find(({ _tag }) => _tag !== "skipped")
  return outcomes.map((outcome) =>
    outcome._tag === "skipped" && because ? { ...outcome, because } : outcome
  )
}

/** What the host does in each step, to begin a sentence with. */
const deeds: { readonly [name in Step["_tag"] | "load"]: string } = {
  load: "loading the module anew",
  getAuthorizationServer: "asking for the authorization server",
  getAuthImplementation: "making an implementation",
  getDescriptionPlaceholders: "asking for the placeholders",
  getClientCredential: "asking for the legacy credential",
  authorize: "making the authorization URL",
  exchange: "the exchange",
  refresh: "the refresh",
  loadFlow: "loading the config flow",
  playFlow: "playing the config flow",
  setUpEntry: "setting the entry up",
  getDiagnostics: "asking for the diagnostics"
}

const notTriedAgain = (step: Step["_tag"] | "load", last: SubjectGone | undefined): SubjectGone =>
  new SubjectGone({
    reason: last?.reason ?? "hang",
    during: step,
    message: `${deeds[step]} was not tried again: it hung or ended its process ${tolerance} times`,
    notTried: true
  })
