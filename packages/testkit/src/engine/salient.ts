/** What matters in a counterexample. */
import { Equal, Predicate } from "effect"
import * as fc from "fast-check"

/** The simplest input of an arbitrary: what a property that nothing satisfies shrinks to. */
export const simplestOf = (arbitrary: fc.Arbitrary<unknown>): unknown =>
  fc.check(
    fc.property(arbitrary, () => false),
    { seed: 0, numRuns: 1 }
  ).counterexample?.[0]

/**
 * The members of an input that are not as simple as can be: those that a shrunk counterexample needs. Empty where the
 * simplest input will do; the input itself where it has no members.
 */
export const salient = (input: unknown, simplest: unknown): unknown => {
  if (!isRecord(input) || !isRecord(simplest)) return input
  const entries = Object.entries(input).filter(([name, value]) => !Equal.equals(value, simplest[name]))
  return Object.fromEntries(entries.map(([name, value]) => [name, salient(value, simplest[name])]))
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  Predicate.isObject(value) && !Array.isArray(value)
