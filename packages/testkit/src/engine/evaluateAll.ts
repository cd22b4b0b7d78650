/** Evaluates the inputs of a property, all of them together where that is possible. */
import { Effect } from "effect"
import type * as fc from "fast-check"
import type { CheckContext, Evaluate, Harness } from "./Harness.ts"
import type { RunOptions } from "./RunOptions.ts"
import { type Evaluation, Tally } from "./Tally.ts"
import { samplesOf } from "./samples.ts"

/** More inputs than these are not evaluated together: all that is seen of them is kept. */
const most = 1000

/** Whether inputs are evaluated together. */
export const isBatched = ({ path, runs }: RunOptions): boolean => path === undefined && runs <= most

/** An input and its evaluation. */
interface Evaluated<A> {
  readonly input: A
  readonly evaluation: Evaluation
}

/**
 * Evaluates all inputs together, so that their scripts run together. Null where inputs are to be evaluated one by one, and
 * where the evaluation of one is a defect: it shows again, and is reported, when the input is evaluated by itself.
 */
export const evaluateAll = <A>(
  arbitrary: fc.Arbitrary<A>,
  evaluate: Evaluate<A>,
  context: CheckContext,
  options: RunOptions
): Effect.Effect<ReadonlyArray<Evaluated<A>> | null> =>
  isBatched(options)
    ? Effect.forEach(
        samplesOf(arbitrary, options),
        (input) => Effect.map(evaluate(input, context), (evaluation) => ({ input, evaluation })),
        { concurrency: "unbounded" }
      ).pipe(Effect.catchDefect(() => Effect.succeed(null)))
    : Effect.succeed(null)

/**
 * The result, if all inputs kept the rule or are excused by what the host does; null where one of them broke it.
 */
export const settleAll = Effect.fnUntraced(function* <A>(
  all: ReadonlyArray<Evaluated<A>>,
  excuse: Excuse<A>,
  harness: Harness
) {
  const excused = yield* Effect.forEach(all, ({ input, evaluation }) => excuse(input, evaluation, harness), {
    concurrency: "unbounded"
  }).pipe(Effect.catchDefect(() => Effect.succeed(null)))
  const tally = new Tally()
  return excused?.every((evaluation) => tally.add(evaluation)) === true ? tally.result : null
})

/** What an input shows of the module, where a violation may be somebody else's. */
export type Excuse<A> = (input: A, evaluation: Evaluation, harness: Harness) => Effect.Effect<Evaluation>

/** Excuses a violation that the host's own implementation shows too. It is asked for it only where it is not the module's. */
export const excuseByHost =
  <A>(evaluate: Evaluate<A>): Excuse<A> =>
  (input, evaluation, harness) =>
    excused(evaluation) === evaluation
      ? Effect.succeed(evaluation)
      : Effect.flatMap(harness.isHostsOwn, (isHostsOwn) =>
          isHostsOwn
            ? Effect.succeed(excused(evaluation))
            : Effect.map(evaluate(input, harness.host), (twin): Evaluation =>
                twin._tag === "Violated" ? { _tag: "Excused", message: twin.message } : evaluation
              )
        )

/** A violation as one of the host's own, if it can be one; whatever else it is as it is. */
export const excused = (evaluation: Evaluation): Evaluation =>
  evaluation._tag !== "Violated" || evaluation.shrinkable === false || evaluation.own
    ? evaluation
    : { _tag: "Excused", message: evaluation.message }
