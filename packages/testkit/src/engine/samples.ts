/** The inputs that a seed gives: generated once for all checks that share an arbitrary. */
import * as fc from "fast-check"

interface Samples {
  readonly seed: number
  readonly runs: number
  readonly inputs: ReadonlyArray<unknown>
}

const known = new WeakMap<object, Samples>()

/**
 * Gives the inputs that a property over this arbitrary sees, as long as it holds. The same ones are given again as the
 * same objects, so that what came of them can be found by them: nobody may change them.
 */
export const samplesOf = <A>(
  arbitrary: fc.Arbitrary<A>,
  { runs, seed }: { readonly runs: number; readonly seed: number }
): ReadonlyArray<A> => {
  const before = known.get(arbitrary)
  // An arbitrary's inputs are kept under itself alone.
  if (before?.seed === seed && before.runs === runs) return before.inputs as ReadonlyArray<A>
  const inputs = fc.sample(arbitrary, { seed, numRuns: runs })
  known.set(arbitrary, { seed, runs, inputs })
  return inputs
}
