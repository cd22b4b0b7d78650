/** A requirement's check, and the three ways to write one. */
import { Effect } from "effect"
import * as fc from "fast-check"
import type { Scenario } from "../arbitraries/scenario.ts"
import type { RequirementId } from "../catalog/Requirement.ts"
import { checkFileName } from "../subject/ModuleContext.ts"
import type { SubjectGone } from "../subject/Subject.ts"
import { type CheckResult, toResult, toFinding } from "./CheckResult.ts"
import { type Finding, NotApplicable, Violated } from "./Finding.ts"
import type {
  CheckContext,
  Evaluate,
  FileContext,
  Harness,
  HostForAll,
  HostJudgement,
  Property
} from "./Harness.ts"
import { judgeAsHost } from "./HostJudgement.ts"
import type { Extent, Observation } from "./Observation.ts"
import type { RunOptions } from "./RunOptions.ts"
import { holds, type Evaluation, Tally } from "./Tally.ts"
import { evaluateAll, type Excuse, excuseByHost, isBatched, settleAll } from "./evaluateAll.ts"
import { linkingTimeLine } from "./linkingTimeLine.ts"
import { salient, simplestOf } from "./salient.ts"
import { samplesOf } from "./samples.ts"
import { watchUnknown } from "./unknown.ts"

/** The check of one requirement. */
export interface Check {
  readonly id: RequirementId
  /** Draws the inputs beforehand, while the worker starts. */
  readonly draw: (options: RunOptions) => Effect.Effect<void>
  /** Has the module do what is to be judged, and gives the judgement: the worker is busy while others are judged. */
  readonly prepare: (harness: Harness, options: RunOptions) => Effect.Effect<Effect.Effect<CheckResult>>
  /** Judges the integration's files where the module cannot be loaded; left out where that takes the module. */
  readonly runOnFiles?: (files: FileContext) => Effect.Effect<CheckResult>
  /** Has the host's own implementation judged; left out where the rule is about more than that. */
  readonly judgeHost?: (host: HostForAll, options: RunOptions) => Effect.Effect<HostJudgement | null>
}

/** Runs a check at once. */
export const runCheck = (
  check: Pick<Check, "prepare">,
  harness: Harness,
  options: RunOptions
): Effect.Effect<CheckResult> => Effect.flatten(check.prepare(harness, options))

/** Examines one input in one context: succeeds where the rule is kept. */
export type Examine<A> = (input: A, context: CheckContext) => Effect.Effect<void, Finding | SubjectGone>

/** A check without an input. */
export const examination = (
  id: RequirementId,
  examine: (context: CheckContext) => Effect.Effect<void, Finding | SubjectGone>
): Check => ({
  id,
  draw: () => Effect.void,
  prepare: (harness) => {
    const watched = watchUnknown(id, harness.module)
    return Effect.succeed(resultOf(examine(watched.context), watched.qualify))
  }
})

/** A check of the integration's files, such as the manifest, which needs no module. */
export const fileExamination = (
  id: RequirementId,
  examine: (files: FileContext) => Effect.Effect<void, Finding>
): Check & Required<Pick<Check, "runOnFiles">> => ({
  ...examination(id, examine),
  runOnFiles: (files) => resultOf(examine(files))
})

const resultOf = (
  examined: Effect.Effect<void, Finding | SubjectGone>,
  qualify: (evaluation: Evaluation) => Evaluation = (evaluation) => evaluation
): Effect.Effect<CheckResult> =>
  Effect.map(evaluationOf(examined), (evaluation): CheckResult => {
    const qualified = qualify(evaluation)
    return qualified._tag === "Holds" || qualified._tag === "Excused"
      ? { verdict: "pass", message: "holds" }
      : toResult(qualified)
  })

const evaluationOf = (examined: Effect.Effect<void, Finding | SubjectGone>): Effect.Effect<Evaluation> =>
  Effect.match(examined, {
    onSuccess: () => holds,
    onFailure: (finding): Evaluation => toFinding(finding)
  })

/**
 * A check that a rule holds for any input. Where the module breaks it, the host's own implementation is examined with
 * the same input: what the host does too is not the module's fault. Not so where the rule is about hooks, which the host's
 * implementation has none of.
 */
export const property = <A>(
  id: RequirementId,
  arbitrary: fc.Arbitrary<A>,
  examine: Examine<A>,
  { isAboutHooks = false }: { readonly isAboutHooks?: boolean } = {}
): Check => {
  const evaluate: Evaluate<A> = (input, context) => {
    const watched = watchUnknown(id, context)
    return Effect.map(evaluationOf(examine(context.given.intoInput(input), watched.context)), (evaluation) =>
      excuseParts(id, context, watched.qualify(evaluation))
    )
  }
  const excuse: Excuse<A> = isAboutHooks
    ? (_input, evaluation) => Effect.succeed(evaluation)
    : excuseByHost(evaluate)
  const property: Property<A> = { id, arbitrary, evaluate }
  return {
    id,
    draw: (options) => Effect.sync(() => void (isBatched(options) && samplesOf(arbitrary, options))),
    ...(isAboutHooks ? {} : { judgeHost: (host, options) => host.judge(property, options) }),
    prepare: Effect.fnUntraced(function* (harness, options) {
      const asHost =
        isAboutHooks || !isBatched(options) ? null : yield* judgeAsHost(property, harness, options)
      if (asHost !== null) return Effect.succeed(asHost)
      const all = yield* evaluateAll(arbitrary, evaluate, harness.module, options)
      return Effect.gen(function* () {
        const settled = all && (yield* settleAll(all, excuse, harness))
        return settled ?? (yield* search(arbitrary, evaluate, excuse, harness, options))
      })
    })
  }
}

/** What holds a client id that is sent against the whole one of the credential. */
const aboutWholeIds: ReadonlySet<RequirementId> = new Set([
  "AUT-2",
  "IMP-3",
  "REF-1",
  "REF-11",
  "TOK-4",
  "TOK-5"
])

/** A credential that has parts by its author's word is not always sent whole: that is between the module and its provider. */
const excuseParts = (id: RequirementId, { given }: CheckContext, evaluation: Evaluation): Evaluation =>
  evaluation._tag === "Violated" && given.hasParts && aboutWholeIds.has(id)
    ? new NotApplicable({
        message: `client ids have parts, as ${checkFileName} says, and which of them go where is the provider's to say`
      })
    : evaluation

/** Evaluates inputs one by one, and shrinks the first that breaks the rule. */
const search = Effect.fnUntraced(function* <A>(
  arbitrary: fc.Arbitrary<A>,
  evaluate: Evaluate<A>,
  excuse: Excuse<A>,
  harness: Harness,
  { path, runs: numRuns, seed }: RunOptions
) {
  const tally = new Tally()
  const runPromise = Effect.runPromiseWith(yield* Effect.context())
  const keepsRule = async (input: A, signal: AbortSignal): Promise<boolean> => {
    if (tally.closed || signal.aborted) return true
    const evaluation = Effect.flatMap(evaluate(input, harness.module), (evaluation) =>
      excuse(input, evaluation, harness)
    )
    return tally.add(await runPromise(evaluation, { signal }))
  }
  const searched = yield* Effect.result(
    Effect.tryPromise((signal) =>
      fc.check(
        fc.asyncProperty(arbitrary, (input) => keepsRule(input, signal)),
        {
          seed,
          numRuns,
          ...(path === undefined ? {} : { path, endOnFailure: true })
        }
      )
    )
  )
  if (searched._tag === "Failure") {
    return path === undefined ? yield* Effect.die(searched.failure.cause) : noSuchInput
  }
  const details = searched.success
  if (!details.failed) return tally.result
  return tally.violation === null
    ? yield* Effect.die(details.errorInstance)
    : failureOf(tally.violation, details, arbitrary, harness.module.given.intoInput)
})

const noSuchInput: CheckResult = {
  verdict: "inconclusive",
  message:
    "the path leads to no input of this requirement: take it from a report of this version, with the seed that it names"
}

const failureOf = <A>(
  { message, timeLine, where }: Violated,
  details: fc.RunDetails<[A]>,
  arbitrary: fc.Arbitrary<A>,
  intoInput: <I>(input: I) => I
): CheckResult => {
  const input = intoInput(details.counterexample?.[0])
  return {
    verdict: "fail",
    message,
    where: where ?? null,
    counterexample: {
      input,
      salient: salient(input, intoInput(simplestOf(arbitrary))),
      path: details.counterexamplePath ?? "",
      seed: details.seed,
      runs: details.numRuns,
      shrinks: details.numShrinks
    },
    ...(timeLine === undefined ? {} : { timeLine })
  }
}

/**
 * A check that judges what is seen when an account is linked: a property over scenarios, each of which is run once
 * for all the checks that share it.
 */
export const observation = (
  id: RequirementId,
  scenarios: { readonly arbitrary: fc.Arbitrary<Scenario>; readonly extent?: Extent },
  judge: (seen: Observation) => Effect.Effect<void, Finding | SubjectGone>
): Check =>
  property(id, scenarios.arbitrary, (scenario, context) =>
    context
      .observe(scenario, scenarios.extent)
      .pipe(
        Effect.flatMap((seen) =>
          Effect.mapError(judge(seen), (finding) =>
            finding._tag === "Violated" ? withTimeLine(finding, seen) : finding
          )
        )
      )
  )

const withTimeLine = ({ message, own, shrinkable, timeLine, where }: Violated, seen: Observation): Violated =>
  new Violated({
    message,
    ...(where === undefined ? {} : { where }),
    ...(shrinkable === undefined ? {} : { shrinkable }),
    ...(own === undefined ? {} : { own }),
    timeLine: timeLine ?? linkingTimeLine(seen)
  })
