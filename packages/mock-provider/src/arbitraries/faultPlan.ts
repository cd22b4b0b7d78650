/** Arbitrary plans of faults. */
import * as fc from "fast-check"
import type { EndpointName } from "../core/Endpoint.ts"
import type { FaultAction } from "../faults/FaultAction.ts"
import { type Fault, type FaultPlan, whyItNeverFires } from "../faults/FaultPlan.ts"
import { faultAction } from "./faultAction.ts"

/**
 * Describes which plans are made. By default: up to 5 faults of any kind, at the authorization and token endpoints,
 * each for a few calls only, so that a client that tries again gets through in the end.
 *
 * @category models
 * @since 0.1.0
 */
export interface FaultPlanConstraints {
  readonly maxLength?: number
  readonly endpoints?: ReadonlyArray<EndpointName>
  readonly action?: fc.Arbitrary<FaultAction>
  /** Allows faults that never end. Default: false. */
  readonly endless?: boolean
}

/**
 * Makes an arbitrary of one fault of a plan: which calls it is for, which of them, and what happens then. With `endpoints`
 * it is for calls of these.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { fault } from "@application-credentials/mock-provider/arbitraries"
 * import fc from "fast-check"
 *
 * const [one] = fc.sample(fault({ endpoints: ["token"] }), 1)
 * assert.equal(one?.match?.endpoint, "token")
 * ```
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const fault = (constraints: FaultPlanConstraints = {}): fc.Arbitrary<Fault> => {
  const { action, endless, endpoints } = constraints
  const match = fc.record(
    {
      endpoint: fc.constantFrom<EndpointName>(...(endpoints ?? ["authorize", "token"])),
      grantType: fc.constantFrom("authorization_code", "refresh_token")
    },
    { requiredKeys: endpoints === undefined ? [] : ["endpoint"] }
  )
  const count = fc.integer({ min: 1, max: 3 })
  const ending = fc.record(
    { match, nth: count, times: count, action: action ?? faultAction() },
    { requiredKeys: ["match", "times", "action"] }
  )
  const any =
    endless === true ? fc.oneof(ending, fc.record({ match, action: action ?? faultAction() })) : ending
  return any.filter((made) => whyItNeverFires(made.action, made.match) === undefined)
}

/**
 * Makes a plan of faults. It shrinks to fewer and simpler faults, and to none.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { MockProvider } from "@application-credentials/mock-provider"
 * import { faultPlan } from "@application-credentials/mock-provider/arbitraries"
 * import fc from "fast-check"
 *
 * fc.assert(
 *   fc.property(faultPlan(), (faults) => {
 *     assert.equal(MockProvider.make({ clients: [], faults }).faults.length, faults.length)
 *   })
 * )
 * ```
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const faultPlan = (constraints: FaultPlanConstraints = {}): fc.Arbitrary<FaultPlan> =>
  fc.array(fault(constraints), { maxLength: constraints.maxLength ?? 5 })
