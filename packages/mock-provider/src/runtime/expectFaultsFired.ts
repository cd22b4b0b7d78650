/** The assertion that a plan of faults did what it was written for. */
import type { FaultMatch } from "../faults/FaultPlan.ts"
import type { MockProvider } from "./MockProvider.ts"
import type { PlayedFault } from "./RunningProvider.ts"

/**
 * Reports faults of a plan that did nothing; `message` says of each how many calls it matched.
 *
 * @category errors
 * @since 0.1.0
 */
export class FaultsNotFired extends Error {
  override readonly name = "FaultsNotFired"
}

/**
 * Asserts that each fault of the provider's plan did something at least once. Throws `FaultsNotFired`. Ask at the end of
 * a test: one whose faults never fired tests nothing.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { expectFaultsFired, fetch, MockProvider } from "@application-credentials/mock-provider"
 *
 * const provider = MockProvider.make({
 *   clients: [],
 *   faults: [{ match: { endpoint: "token" }, nth: 1, action: { _tag: "Status", status: 503 } }]
 * })
 * assert.throws(() => expectFaultsFired(provider), /Fault 0 \(Status\) never fired/)
 *
 * const response = await fetch(provider)(provider.endpoints.token, { method: "POST" })
 * assert.equal(response.status, 503)
 * expectFaultsFired(provider)
 * ```
 *
 * @category assertions
 * @since 0.1.0
 */
export const expectFaultsFired = (provider: Pick<MockProvider, "faults">): void => {
  const silent = provider.faults.flatMap((played, index) =>
    played.fired === 0 ? [describe(played, index)] : []
  )
  if (silent.length > 0) throw new FaultsNotFired(silent.join("\n"))
}

const describe = ({ fault, matched }: PlayedFault, index: number): string => {
  const { action, match, nth } = fault
  const calls = `${matched} ${matched === 1 ? "call" : "calls"} matched ${describeMatch(match)}`
  return `Fault ${index} (${action._tag}) never fired: ${calls}${reason(matched, nth)}.`
}

const describeMatch = (match: FaultMatch = {}): string => {
  const members = Object.entries(match).map(([name, value]) => `${name} ${value}`)
  return members.length === 0 ? "it" : members.join(", ")
}

const reason = (matched: number, nth = 1): string => {
  if (matched === 0) return ""
  if (matched < nth) return `, and it is for number ${nth}`
  return ", but an earlier fault was due at them, or there was nothing to alter"
}
