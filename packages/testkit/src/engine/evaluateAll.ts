/** Evaluates the inputs of a property, all of them together where that is possible. */
import { Effect } from "effect"
import type * as fc from "fast-check"
import type { Harness, CheckContext } from "./Harness.ts"
import type { RunOptions } from "./RunOptions.ts"
import { type Evaluation, Tally } from "./Tally.ts"
import { samplesOf } from "./samples.ts"

/** More inputs than these are not evaluated together: all that is seen of them is kept. */
const most = 1000

/** Whether inputs are evaluated together. */
export const isBatched = ({ path, runs }: RunOptions): boolean => path === undefined && runs <= most

/** Evaluates one input in one context, and never fails. */
export type Evaluate<A> = (input: A, context: CheckContext) => Effect.Effect<Evaluation>

/** An input and its evaluation. */
interface Evaluated<A> {
  readonly input: A
  readonly evaluation: Evaluation
}

/**
 * Makes the function that evaluates all inputs together, so that their scripts run together: once in each context, whoever
 * asks. It gives null where inputs are to be evaluated one by one.
 */
export const makeEvaluateAll = <A>(arbitrary: fc.Arbitrary<A>, evaluate: Evaluate<A>) => {
  const known = new WeakMap<
    CheckContext,
    { readonly asked: string; readonly all: ReadonlyArray<Evaluated<A>> }
  >()
  return Effect.fnUntraced(function* (context: CheckContext, options: RunOptions) {
    const { runs, seed } = options
    if (!isBatched(options)) return null
    const asked = `${seed} ${runs}`
    const before = known.get(context)
    if (before?.asked === asked) return before.all
    const exit = yield* Effect.exit(
      Effect.forEach(
        samplesOf(arbitrary, { seed, runs }),
        (input) =>
          Effect.map(evaluate(input, context), (evaluation): Evaluated<A> => ({ input, evaluation })),
        { concurrency: "unbounded" }
      )
    )
    // A defect shows again, and is reported, when the input is evaluated by itself.
    if (exit._tag === "Failure") return null
    known.set(context, { asked, all: exit.value })
    return exit.value
  })
}

/**
 * The result, if all inputs kept the rule or are excused by what the host does; null where one of them broke it.
 */
export const settleAll = Effect.fnUntraced(function* <A>(
  all: ReadonlyArray<Evaluated<A>> | null,
  evaluate: Evaluate<A>,
  harness: Harness
) {
  if (all === null) return null
  const exit = yield* Effect.exit(
    Effect.forEach(all, ({ input, evaluation }) => excuseByHost(evaluate, input, evaluation, harness), {
      concurrency: "unbounded"
    })
  )
  if (exit._tag === "Failure") return null
  const tally = new Tally()
  return exit.value.every((evaluation) => tally.add(evaluation)) ? tally.result : null
})

/** What an input shows, where a violation counts only if the host's implementation does not show it too. */
export const excuseByHost = <A>(
  evaluate: Evaluate<A>,
  input: A,
  evaluation: Evaluation,
  harness: Harness
): Effect.Effect<Evaluation> =>
  evaluation._tag !== "Violated" || evaluation.shrinkable === false || evaluation.own
    ? Effect.succeed(evaluation)
    : Effect.map(evaluate(input, harness.host), (twin) =>
        twin._tag === "Violated" ? { _tag: "Excused", message: twin.message } : evaluation
      )
