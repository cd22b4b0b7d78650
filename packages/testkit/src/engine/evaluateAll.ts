/** Looks at the inputs of a property, at all of them together where that is possible. */
import { Effect } from "effect"
import type * as fc from "fast-check"
import type { Bench, World } from "./Harness.ts"
import type { RunOptions } from "./RunOptions.ts"
import { type Sighting, Tally } from "./Tally.ts"
import { samplesOf } from "./samples.ts"

/** More inputs than these are not looked at together: all that is seen of them is kept. */
const most = 1000

/** Whether inputs are looked at together. */
export const isTogether = ({ path, runs }: RunOptions): boolean => path === undefined && runs <= most

/** Looks at one input in one world, and never fails. */
export type Look<A> = (input: A, world: World) => Effect.Effect<Sighting>

/** An input, and what it showed. */
interface Seen<A> {
  readonly input: A
  readonly sighting: Sighting
}

/**
 * Makes the function that looks at all inputs together, so that their scripts are played together: once in each world,
 * whoever asks. Null where inputs are to be looked at one by one.
 */
export const makeLookAtAll = <A>(arbitrary: fc.Arbitrary<A>, look: Look<A>) => {
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

/**
 * The result, if all inputs kept the rule or are excused by what the host does; null where one of them broke it.
 */
export const settleTogether = Effect.fnUntraced(function* <A>(
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
export const excuseBy = <A>(
  look: Look<A>,
  input: A,
  sighting: Sighting,
  bench: Bench
): Effect.Effect<Sighting> =>
  sighting._tag !== "Violated" || sighting.shrinkable === false || sighting.own
    ? Effect.succeed(sighting)
    : Effect.map(look(input, bench.host), (twin) =>
        twin._tag === "Violated" ? { _tag: "Excused", message: twin.message } : sighting
      )
