/** A scripted plan of faults, as data. */
import { Effect, Result, Schema } from "effect"
import { describeProblems } from "../core/describeProblems.ts"
import { endpointNames } from "../core/Endpoint.ts"
import { FaultAction } from "./FaultAction.ts"

const Count = Schema.Int.check(Schema.isGreaterThanOrEqualTo(1))

/**
 * Describes which calls a fault is for. Members left out match anything.
 *
 * @category schemas
 * @since 0.1.0
 */
export const FaultMatch = Schema.Struct({
  endpoint: Schema.optionalKey(Schema.Literals(endpointNames)),
  grantType: Schema.optionalKey(Schema.String),
  clientId: Schema.optionalKey(Schema.String)
})

/** Says why a fault would never do anything, whatever is asked of the provider; `undefined` when it may. */
export const whyItNeverFires = (action: FaultAction, { endpoint, grantType }: FaultMatch) => {
  const isOfCallbacks = ofCallbacks.has(action._tag)
  if (isOfCallbacks && endpoint !== undefined && endpoint !== "authorize") {
    const issue = `expected "authorize" or nothing, because ${action._tag} alters callbacks`
    return { path: ["match", "endpoint"], issue }
  }
  if (action._tag === "WrongIdToken" && endpoint !== undefined && endpoint !== "token") {
    const issue = 'expected "token" or nothing, because id tokens go out there'
    return { path: ["match", "endpoint"], issue }
  }
  if (grantType === undefined) return undefined
  if (isOfCallbacks || (endpoint !== undefined && endpoint !== "token")) {
    return {
      path: ["match", "grantType"],
      issue: "expected nothing, because only token requests have a grant type"
    }
  }
  return undefined
}

const ofCallbacks: ReadonlySet<string> = new Set(["CallbackError", "StateChanged", "StateDropped"])

/**
 * Describes which calls a fault is for.
 *
 * @category models
 * @since 0.1.0
 */
export type FaultMatch = typeof FaultMatch.Type

/**
 * Describes a fault: the calls it is for, and what it does. Of the calls that match, counted from 1:
 *
 * - with neither `nth` nor `times`: every one;
 * - with `nth`: that one only;
 * - with `times`: the first so many;
 * - with both: so many, from the nth on.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Fault = Schema.Struct({
  match: Schema.optionalKey(FaultMatch),
  nth: Schema.optionalKey(Count),
  times: Schema.optionalKey(Count),
  action: FaultAction
}).check(Schema.makeFilter(({ action, match = {} }) => whyItNeverFires(action, match)))

/**
 * Describes a fault.
 *
 * @category models
 * @since 0.1.0
 */
export type Fault = typeof Fault.Type

/**
 * Describes a plan. The first fault that is due answers; every fault counts every call that it matches.
 *
 * @category schemas
 * @since 0.1.0
 */
export const FaultPlan = Schema.Array(Fault)

/**
 * Describes a plan.
 *
 * @category models
 * @since 0.1.0
 */
export type FaultPlan = typeof FaultPlan.Type

/**
 * Reports a plan of faults that cannot be used: `message` names each wrong member, and what is expected there.
 *
 * @category errors
 * @since 0.1.0
 */
export class InvalidFaultPlan extends Schema.TaggedError<InvalidFaultPlan>()("InvalidFaultPlan", {
  message: Schema.String
}) {}

/**
 * Decodes a plan out of parsed JSON. Members that do not exist are refused, so that a misspelt one is not ignored.
 * Fails with `InvalidFaultPlan`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { decodeFaultPlan } from "@application-credentials/mock-provider"
 * import { Effect } from "effect"
 *
 * const plan = await Effect.runPromise(decodeFaultPlan([{ nth: 1, action: { _tag: "Empty", status: 200 } }]))
 * assert.equal(plan.length, 1)
 *
 * const error = await Effect.runPromise(Effect.flip(decodeFaultPlan([{ nth: 0, action: { _tag: "Empty" } }])))
 * assert.equal(error._tag, "InvalidFaultPlan")
 * ```
 *
 * @category decoding
 * @since 0.1.0
 */
export const decodeFaultPlan = (input: unknown): Effect.Effect<FaultPlan, InvalidFaultPlan> =>
  Effect.fromResult(readFaultPlan(input))

/**
 * Decodes a plan as `decodeFaultPlan` does, for code that is not an effect.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { readFaultPlan } from "@application-credentials/mock-provider"
 * import { Result } from "effect"
 *
 * assert.ok(Result.isSuccess(readFaultPlan([{ action: { _tag: "ConnectionFailure" } }])))
 * assert.ok(Result.isFailure(readFaultPlan([{ action: { _tag: "MadeUp" } }])))
 * ```
 *
 * @category decoding
 * @since 0.1.0
 */
export const readFaultPlan = (input: unknown): Result.Result<FaultPlan, InvalidFaultPlan> =>
  Result.mapError(
    decode(input),
    ({ issue }) =>
      new InvalidFaultPlan({
        message: `The fault plan is not valid: ${describeProblems(issue, { input, name: "plan" })}`
      })
  )

const decode = Schema.decodeUnknownResult(FaultPlan, { onExcessProperty: "error", errors: "all" })
