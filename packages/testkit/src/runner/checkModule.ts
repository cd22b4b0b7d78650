/** Holds one module to the requirements of a plan. */
import { Cause, Clock, Effect, Fiber } from "effect"
import type { Level, RequirementId } from "../catalog/Requirement.ts"
import type { Counterexample, Place, Verdict } from "../catalog/Verdict.ts"
import { findRequirement } from "../catalog/catalog.ts"
import type { Check } from "../engine/Check.ts"
import type { CheckResult } from "../engine/CheckResult.ts"
import { type FileContext, type HostForAll, makeFileContext, makeHarness } from "../engine/Harness.ts"
import type { RunOptions } from "../engine/RunOptions.ts"
import { batchBoundary } from "../engine/Schedule.ts"
import { placeOf } from "../reading/placeOf.ts"
import { redactSecrets, secretsInSource } from "../reading/redactSecrets.ts"
import { type HomeAssistant, newestHomeAssistant } from "../subject/HomeAssistant.ts"
import type { Integration } from "../subject/Integration.ts"
import { type ModuleNotLoaded, Subject, type SubjectGone } from "../subject/Subject.ts"
import { checksOf, type Plan, type Replay, replayCommand } from "./Plan.ts"
import { expandPath, shortenPath } from "./ReplayPath.ts"

/**
 * What is heard of a module's check while it runs.
 *
 * @category models
 * @since 0.1.0
 */
export interface Listener {
  /** Is run when a requirement is begun. */
  readonly started: (id: RequirementId) => Effect.Effect<void>
  /** Is run with each verdict. */
  readonly reached: (verdict: Verdict) => Effect.Effect<void>
}

/** What a verdict is worded with. */
export interface Wording {
  /** Says how a counterexample is seen again. */
  readonly replay: Replay
  /** Takes the module's own secrets out of a message, which may quote an error of the module. */
  readonly redact: (message: string) => string
  /** Finds the place of a failure, from what the check says of it. */
  readonly place: (id: RequirementId, where: string | null) => Place | null
}

/** How many requirements are prepared beyond the one that is judged, so that the worker hardly ever waits. */
const ahead = 6

/**
 * Checks the module that is the `Subject`, requirement by requirement, and notifies the listener of each verdict. It
 * never fails: what goes wrong in the module is a verdict. Gives what was loaded; null where that was not possible.
 *
 * @category running
 * @since 0.1.0
 */
export const checkModule = Effect.fnUntraced(function* (options: {
  /** Null where the module was given as a value, without its files. */
  readonly integration: Integration | null
  readonly plan: Plan
  readonly listener: Listener
  /** The version that the subject's host behaves as. Default the newest. */
  readonly homeAssistant?: HomeAssistant
  /** The host's own implementation for all modules of a run. Default the module's own subject. */
  readonly host?: () => HostForAll | undefined
  /** Says how a counterexample is seen again. Default the command for the integration's folder. */
  readonly replay?: Replay
}) {
  const { homeAssistant = newestHomeAssistant, host, integration, listener, plan } = options
  const redact = redactSecrets(integration === null ? [] : secretsInSource(integration))
  const wording: Wording = {
    replay: options.replay ?? replayCommand(integration?.path ?? ".", homeAssistant),
    redact,
    place: (id, where) => (integration === null ? null : placeOf(id, where, integration, redact))
  }
  const checks = checksOf(plan)
  const opening = yield* Effect.forkChild(
    Effect.result(
      openHarness(integration, {
        homeAssistant,
        host,
        inputs: inputsOf(plan),
        withoutFlow: plan.withoutFlow ?? false
      })
    ),
    {
      startImmediately: true
    }
  )
  yield* Effect.forEach(checks, ({ draw }) => Effect.andThen(Effect.yieldNow, draw(optionsOf(plan))))
  const opened = yield* Fiber.join(opening)
  if (opened._tag === "Failure") {
    yield* judgeFiles(opened.failure, makeFileContext(integration, homeAssistant), plan, {
      listener,
      wording
    })
    return null
  }
  const harness = opened.success
  const prepare = (check: Check) =>
    Effect.forkChild(check.prepare(harness, optionsOf(plan)), { startImmediately: true }).pipe(
      Effect.tap(batchBoundary)
    )
  const prepared = yield* Effect.forEach(checks.slice(0, ahead), prepare)
  for (const [index, { id }] of checks.entries()) {
    yield* listener.started(id)
    const next = checks.slice(index + ahead, index + ahead + 1)
    prepared.push(...(yield* Effect.forEach(next, prepare)))
    for (const judgement of prepared.splice(0, 1)) {
      yield* Fiber.await(judgement)
      yield* listener.reached(yield* reachVerdict(id, Effect.flatten(Fiber.join(judgement)), wording))
    }
  }
  return harness.module.module
})

/** Loads the module and sets up what the checks need. */
export const openHarness = Effect.fnUntraced(function* (
  integration: Integration | null,
  {
    host,
    ...more
  }: Omit<Parameters<typeof makeHarness>[0], "subject" | "loaded" | "integration" | "host"> & {
    readonly host?: (() => HostForAll | undefined) | undefined
  } = {}
) {
  const subject = yield* Subject
  const loading = yield* Effect.forkChild(subject.load, { startImmediately: true })
  // Read while the module's process starts.
  const shared = host?.()
  const loaded = yield* Fiber.join(loading)
  return makeHarness({ subject, loaded, integration, host: shared, ...more })
})

/** Enough inputs to see what a module does with any of them. */
const inputsOf = ({ runs, seed }: Plan) => ({ seed, runs: Math.min(runs, 100) })

/** Judges a requirement and gives the verdict on it. */
export const reachVerdict = Effect.fnUntraced(function* (
  id: RequirementId,
  judgement: Effect.Effect<CheckResult>,
  wording: Wording
) {
  const began = yield* Clock.currentTimeMillis
  const result = yield* judgement.pipe(
    Effect.catchCause((cause) =>
      Effect.succeed<CheckResult>({
        verdict: "inconclusive",
        message: `internal error of the test kit, please report it: ${Cause.pretty(cause)}`
      })
    )
  )
  const durationMillis = (yield* Clock.currentTimeMillis) - began
  return verdictOf(id, result, durationMillis, wording)
})

const optionsOf = (plan: Plan): RunOptions => ({
  seed: plan.seed,
  runs: plan.runs,
  path: plan.path === undefined ? undefined : expandPath(plan.path)
})

const verdictOf = (
  id: RequirementId,
  result: CheckResult,
  durationMillis: number,
  { place, redact, replay }: Wording
): Verdict => {
  const about = { id, level: levelOf(id), message: redact(result.message), durationMillis }
  if (result.verdict === "inconclusive" && result.advice !== undefined)
    return { ...about, verdict: result.verdict, advice: result.advice }
  if (result.verdict !== "fail") return { ...about, verdict: result.verdict }
  const { counterexample, timeLine, where } = result
  return {
    ...about,
    verdict: "fail",
    place: place(id, where),
    counterexample: counterexample && replayable(counterexample, id, replay),
    ...(timeLine === undefined ? {} : { timeLine: timeLine.map(redact) })
  }
}

const replayable = (
  counterexample: Omit<Counterexample, "replay">,
  id: RequirementId,
  replay: Replay
): Counterexample => {
  const path = shortenPath(counterexample.path)
  return { ...counterexample, path, replay: replay(id, counterexample.seed, path) }
}

const levelOf = (id: RequirementId): Level => findRequirement(id)?.level ?? "MUST"

/** Judges what needs no module, where it could not be loaded: MOD-1 fails, whether it was asked for or not. */
const judgeFiles = Effect.fnUntraced(function* (
  problem: LoadProblem,
  files: FileContext,
  plan: Plan,
  { listener, wording }: { readonly listener: Listener; readonly wording: Wording }
) {
  yield* listener.reached(unloadable(problem, wording))
  for (const { id, runOnFiles } of checksOf(plan).filter(({ id }) => id !== "MOD-1")) {
    const judgement = runOnFiles === undefined ? Effect.succeed(withoutModule) : runOnFiles(files)
    yield* listener.reached(yield* reachVerdict(id, judgement, wording))
  }
})

const withoutModule: CheckResult = {
  verdict: "notApplicable",
  message: "the module could not be loaded (see MOD-1)"
}

/** Why there is no module to judge. */
type LoadProblem = ModuleNotLoaded | SubjectGone | { readonly message: string }

const unloadable = (problem: LoadProblem, { place, redact }: Pick<Wording, "place" | "redact">): Verdict => {
  const type = "type" in problem ? `${problem.type}: ` : ""
  return {
    id: "MOD-1",
    level: "MUST",
    verdict: "fail",
    message: redact(`the module could not be loaded: ${type}${problem.message}`),
    place: place("MOD-1", "where" in problem ? problem.where : null),
    counterexample: null,
    durationMillis: 0
  }
}

/** The verdicts on an integration whose files cannot be read: MOD-1 fails, and nothing else can be decided. */
export const verdictsOfUnreadable = (
  { message, place }: { readonly message: string; readonly place: Place },
  plan: Plan
): ReadonlyArray<Verdict> => [
  unloadable({ message }, { place: () => place, redact: (text) => text }),
  ...checksOf(plan)
    .filter(({ id }) => id !== "MOD-1")
    .map(({ id }): Verdict => ({
      id,
      level: levelOf(id),
      verdict: "inconclusive",
      message: "the integration could not be read (see MOD-1)",
      durationMillis: 0
    }))
]
