/** How far a plan of faults has been played. */
import type { ReceivedRequest } from "../core/ReceivedRequest.ts"
import type { Fault, FaultMatch } from "./FaultPlan.ts"

/** Describes which of the calls that match a fault it is for. */
export type Counted = Pick<Fault, "nth" | "times">

/**
 * Describes a plan being played: for each fault, how many calls matched it so far, and at how many it did something.
 */
export interface FaultCursor<A extends Counted> {
  readonly plan: ReadonlyArray<A>
  readonly matched: ReadonlyArray<number>
  readonly fired: ReadonlyArray<number>
}

/** Describes the fault that is due at a call, with its place in the plan. */
export interface DueFault<A extends Counted> {
  readonly index: number
  readonly fault: A
}

/** Starts a plan. */
export const startFaults = <A extends Counted>(plan: ReadonlyArray<A>): FaultCursor<A> => ({
  plan,
  matched: plan.map(() => 0),
  fired: plan.map(() => 0)
})

/** Counts a call and finds the fault that is due at it, if one is. */
export const nextFault = <A extends Counted>(
  cursor: FaultCursor<A>,
  isMatch: (fault: A) => boolean
): readonly [cursor: FaultCursor<A>, due: DueFault<A> | undefined] => {
  if (cursor.plan.length === 0) return [cursor, undefined]
  let due: DueFault<A> | undefined
  const matched = cursor.plan.map((fault, index) => {
    const before = cursor.matched[index] ?? 0
    if (!isMatch(fault)) return before
    if (due === undefined && isDue(fault, before + 1)) due = { index, fault }
    return before + 1
  })
  return [{ ...cursor, matched }, due]
}

/** Counts that a fault did something. */
export const countFired = <A extends Counted>(cursor: FaultCursor<A>, index: number): FaultCursor<A> => ({
  ...cursor,
  fired: cursor.fired.map((count, each) => (each === index ? count + 1 : count))
})

/** Says whether a request is one that a fault is for. */
export const matchesRequest = (match: FaultMatch = {}, request: ReceivedRequest): boolean =>
  (match.endpoint === undefined || match.endpoint === request.endpoint) &&
  (match.grantType === undefined || match.grantType === request.parameters.get("grant_type")) &&
  (match.clientId === undefined || match.clientId === request.authentication.clientId)

const isDue = ({ nth, times }: Counted, call: number): boolean => {
  const first = nth ?? 1
  const count = times ?? (nth === undefined ? Infinity : 1)
  return call >= first && call < first + count
}
