/** The inputs that a seed gives: generated once for all checks that share an arbitrary. */
import * as fc from "fast-check"
import { makeMemory } from "./Memory.ts"

/** More than there are arbitraries. What they give is held for as long as the process runs. */
const memory = makeMemory<ReadonlyArray<unknown>>(100)

/**
 * Gives the inputs that a property over this arbitrary sees, as long as it holds. The same ones are given again as the
 * same objects, so that what came of them can be found by them: nobody may change them.
 */
export const samplesOf = <A>(
  arbitrary: fc.Arbitrary<A>,
  { runs, seed }: { readonly runs: number; readonly seed: number }
): ReadonlyArray<A> =>
  // What is remembered of an arbitrary is what it gave.
  memory(arbitrary, `${seed} ${runs}`, () =>
    fc.sample(arbitrary, { seed, numRuns: runs })
  ) as ReadonlyArray<A>
