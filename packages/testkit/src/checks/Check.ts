/** A requirement's check, and the three ways to write one. */
import { Effect } from "effect"
import * as fc from "fast-check"
import type { Scenario } from "../arbitraries/scenario.ts"
import type { RequirementId } from "../catalog/Requirement.ts"
import type { Counterexample } from "../catalog/Verdict.ts"
import type { SubjectGone } from "../subject/Subject.ts"
import type { Bench, World } from "./Bench.ts"
import { type Finding, Inconclusive, type Violated } from "./Finding.ts"
import type { Extent, Observation } from "./Observation.ts"
import { notable, simplestOf } from "./notable.ts"
import { samplesOf } from "./samples.ts"

/**
 * How a check runs. `path` replays one counterexample.
 *
 * @category models
 * @since 0.1.0
 */
export interface RunOptions {
  readonly seed: number
  /** How many inputs a property is given. */
  readonly runs: number
  readonly path?: string | undefined
}

/**
 * What a check says, before the runner adds level, time and the command to replay.
 *
 * @category models
 * @since 0.1.0
 */
export type CheckResult =
  | { readonly verdict: "pass" | "notApplicable" | "inconclusive"; readonly message: string }
  | {
      readonly verdict: "fail"
      readonly message: string
      readonly where: string | null
      readonly counterexample: Omit<Counterexample, "replay"> | null
    }

/**
 * The check of one requirement.
 *
 * @category models
 * @since 0.1.0
 */
export interface Check {
  readonly id: RequirementId
  /** Draws the inputs beforehand, while the worker starts. */
  readonly draw: (options: RunOptions) => Effect.Effect<void>
  /** Has the module do beforehand what `run` will judge, so that its worker is busy while others are judged. */
  readonly prepare: (bench: Bench, options: RunOptions) => Effect.Effect<void>
  readonly run: (bench: Bench, options: RunOptions) => Effect.Effect<CheckResult>
}

/**
 * Looks at one input in one world: succeeds where the rule is kept.
 *
 * @category models
 * @since 0.1.0
 */
export type Examine<A> = (input: A, world: World) => Effect.Effect<void, Finding | SubjectGone>

/**
 * A check without an input, such as of the manifest.
 *
 * @category constructors
 * @since 0.1.0
 */
export const examination = (
  id: RequirementId,
  examine: (world: World) => Effect.Effect<void, Finding | SubjectGone>
): Check => ({
  id,
  draw: () => Effect.void,
  prepare: () => Effect.void,
  run: (bench) =>
    examine(bench.module).pipe(
      Effect.matchEffect({
        onSuccess: () => Effect.succeed<CheckResult>({ verdict: "pass", message: "holds" }),
        onFailure: (finding) => Effect.succeed(resultOf(settle(finding)))
      })
    )
})

/**
 * A check that a rule holds for any input. Where the module breaks it, the host's own implementation is examined with
 * the same input: what the host does too is not the module's fault.
 *
 * @category constructors
 * @since 0.1.0
 */
export const property = <A>(id: RequirementId, arbitrary: fc.Arbitrary<A>, examine: Examine<A>): Check => {
  const look = (input: A, world: World): Effect.Effect<Sighting> =>
    examine(input, world).pipe(
      Effect.match({ onSuccess: () => kept, onFailure: (finding): Sighting => settle(finding) })
    )
  const lookAtAll = makeLookAtAll(arbitrary, look)
  return {
    id,
    draw: (options) => Effect.sync(() => void (isTogether(options) && samplesOf(arbitrary, options))),
    prepare: (bench, options) => Effect.asVoid(lookAtAll(bench.module, options)),
    run: Effect.fnUntraced(function* (bench, options) {
      const { path, runs: numRuns, seed } = options
      const settled = yield* settleTogether(yield* lookAtAll(bench.module, options), look, bench)
      if (settled !== null) return settled
      const tally = new Tally()
      const details = yield* Effect.promise(() =>
        fc.check(
          fc.asyncProperty(arbitrary, async (input) => {
            if (tally.closed) return true
            const sighting = look(input, bench.module).pipe(
              Effect.flatMap((sighting) => excuseBy(look, input, sighting, bench))
            )
            return tally.add(await Effect.runPromise(sighting))
          }),
          { seed, numRuns, ...(path === undefined ? {} : { path, endOnFailure: true }) }
        )
      )
      const violation = tally.violation
      if (!details.failed) return tally.result
      if (violation === null) return yield* Effect.die(details.errorInstance)
      const input = details.counterexample?.[0]
      return {
        verdict: "fail",
        message: violation.message,
        where: violation.where ?? null,
        counterexample: {
          input,
          notable: notable(input, simplestOf(arbitrary)),
          path: details.counterexamplePath ?? "",
          seed: details.seed,
          runs: details.numRuns,
          shrinks: details.numShrinks
        }
      } satisfies CheckResult
    })
  }
}

/**
 * A check that judges what is seen when an account is linked: a property over scenarios, each of which is run once
 * for all the checks that share it.
 *
 * @category constructors
 * @since 0.1.0
 */
export const observation = (
  id: RequirementId,
  scenarios: { readonly arbitrary: fc.Arbitrary<Scenario>; readonly extent?: Extent },
  judge: (seen: Observation) => Effect.Effect<void, Finding | SubjectGone>
): Check =>
  property(id, scenarios.arbitrary, (scenario, world) =>
    world.observe(scenario, scenarios.extent).pipe(Effect.flatMap(judge))
  )

/** More inputs than these are not looked at together: all that is seen of them is kept. */
const most = 1000

/** Whether inputs are looked at together. */
const isTogether = ({ path, runs }: RunOptions): boolean => path === undefined && runs <= most

/** What one input showed. */
type Sighting = { readonly _tag: "Kept" } | { readonly _tag: "Excused"; readonly message: string } | Finding

type Look<A> = (input: A, world: World) => Effect.Effect<Sighting>

const kept: Sighting = { _tag: "Kept" }

/** An input, and what it showed. */
interface Seen<A> {
  readonly input: A
  readonly sighting: Sighting
}

/**
 * Makes the function that looks at all inputs together, so that their scripts are played together: once in each world,
 * whoever asks. Null where inputs are to be looked at one by one.
 */
const makeLookAtAll = <A>(arbitrary: fc.Arbitrary<A>, look: Look<A>) => {
  const known = new WeakMap<World, { readonly asked: string; readonly all: ReadonlyArray<Seen<A>> }>()
  return Effect.fnUntraced(function* (world: World, options: RunOptions) {
    const { runs, seed } = options
    if (!isTogether(options)) return null
    const asked = `${seed} ${runs}`
    const before = known.get(world)
    if (before?.asked === asked) return before.all
    const exit = yield* Effect.exit(
      Effect.forEach(
        samplesOf(arbitrary, { seed, runs }),
        (input) => Effect.map(look(input, world), (sighting): Seen<A> => ({ input, sighting })),
        { concurrency: "unbounded" }
      )
    )
    // A defect shows again, and is told, when the input is looked at by itself.
    if (exit._tag === "Failure") return null
    known.set(world, { asked, all: exit.value })
    return exit.value
  })
}

/** The result, if all inputs kept the rule or are excused by what the host does; null where one of them broke it. */
const settleTogether = Effect.fnUntraced(function* <A>(
  all: ReadonlyArray<Seen<A>> | null,
  look: Look<A>,
  bench: Bench
) {
  if (all === null) return null
  const exit = yield* Effect.exit(
    Effect.forEach(all, ({ input, sighting }) => excuseBy(look, input, sighting, bench), {
      concurrency: "unbounded"
    })
  )
  if (exit._tag === "Failure") return null
  const tally = new Tally()
  return exit.value.every((sighting) => tally.add(sighting)) ? tally.result : null
})

/** What an input shows, where a violation counts only if the host's implementation does not show it too. */
const excuseBy = <A>(look: Look<A>, input: A, sighting: Sighting, bench: Bench): Effect.Effect<Sighting> =>
  sighting._tag !== "Violated" || sighting.shrinkable === false || sighting.own
    ? Effect.succeed(sighting)
    : Effect.map(look(input, bench.host), (twin) =>
        twin._tag === "Violated" ? { _tag: "Excused", message: twin.message } : sighting
      )

/** A worker that died where the check has no word on it leaves the rule undecided. */
const settle = (finding: Finding | SubjectGone): Finding =>
  finding._tag === "SubjectGone" ? new Inconclusive({ message: `${finding.message} (see MOD-4)` }) : finding

/** Counts what the inputs of one property showed. */
class Tally {
  closed = false
  violation: Violated | null = null
  #kept = 0
  #excused: string | null = null
  #notApplicable: string | null = null
  #inconclusive: string | null = null

  /** Takes a sighting in, and says whether the property goes on. */
  add(sighting: Sighting): boolean {
    switch (sighting._tag) {
      case "Kept":
        this.#kept++
        return true
      case "Excused":
        this.#excused ??= sighting.message
        return true
      case "NotApplicable":
        this.#notApplicable ??= sighting.message
        return true
      case "Inconclusive":
        this.#inconclusive ??= sighting.message
        return true
      case "Violated":
        this.violation = sighting
        this.closed = sighting.shrinkable === false
        return false
    }
  }

  get result(): CheckResult {
    if (this.#inconclusive !== null) return { verdict: "inconclusive", message: this.#inconclusive }
    if (this.#excused !== null) {
      return {
        verdict: "notApplicable",
        message: `the host's own implementation does the same: ${this.#excused}`
      }
    }
    if (this.#kept > 0) return { verdict: "pass", message: `holds for ${this.#kept} inputs` }
    return { verdict: "notApplicable", message: this.#notApplicable ?? "there was nothing to judge" }
  }
}

const resultOf = (finding: Finding): CheckResult => {
  switch (finding._tag) {
    case "Violated":
      return { verdict: "fail", message: finding.message, where: finding.where ?? null, counterexample: null }
    case "NotApplicable":
      return { verdict: "notApplicable", message: finding.message }
    case "Inconclusive":
      return { verdict: "inconclusive", message: finding.message }
  }
}
