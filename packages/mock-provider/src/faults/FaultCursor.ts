/** How far a plan has been played. */
import type { ReceivedRequest } from "../core/ReceivedRequest.ts"
import type { FaultAction } from "./FaultAction.ts"
import type { Fault, FaultMatch, FaultPlan } from "./FaultPlan.ts"

/**
 * Describes a plan being played: for each fault, how many calls matched it so far.
 *
 * @category models
 * @since 0.1.0
 */
export interface FaultCursor {
  readonly plan: FaultPlan
  readonly matched: ReadonlyArray<number>
}

/**
 * Describes the fault that answers a call, with its place in the plan.
 *
 * @category models
 * @since 0.1.0
 */
export interface DueFault {
  readonly index: number
  readonly action: FaultAction
}

/**
 * Starts a plan.
 *
 * @category constructors
 * @since 0.1.0
 */
export const startFaults = (plan: FaultPlan): FaultCursor => ({ plan, matched: plan.map(() => 0) })

/**
 * Counts a call and finds the fault that answers it, if one is due.
 *
 * @category combining
 * @since 0.1.0
 */
export const nextFault = (
  cursor: FaultCursor,
  request: ReceivedRequest
): readonly [cursor: FaultCursor, due: DueFault | undefined] => {
  if (cursor.plan.length === 0) return [cursor, undefined]
  let due: DueFault | undefined
  const matched = cursor.plan.map((fault, index) => {
    const before = cursor.matched[index] ?? 0
    if (!isMatch(fault.match ?? {}, request)) return before
    if (due === undefined && isDue(fault, before + 1)) due = { index, action: fault.action }
    return before + 1
  })
  return [{ plan: cursor.plan, matched }, due]
}

const isMatch = (match: FaultMatch, request: ReceivedRequest): boolean =>
  (match.endpoint === undefined || match.endpoint === request.endpoint) &&
  (match.grantType === undefined || match.grantType === request.parameters.get("grant_type")) &&
  (match.clientId === undefined || match.clientId === request.authentication.clientId)

/**
 * Says whether a fault is due at a call, by its number among those that match, counted from 1.
 *
 * @category guards
 * @since 0.1.0
 */
export const isDue = ({ nth, times }: Pick<Fault, "nth" | "times">, call: number): boolean => {
  const first = nth ?? 1
  const count = times ?? (nth === undefined ? Infinity : 1)
  return call >= first && call < first + count
}
