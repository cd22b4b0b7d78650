/** When a token is refreshed, and how often that is tried. */
import { Context, Duration, Effect, Schedule } from "effect"
import { defaultExpirySkew } from "../domain/Token.ts"
import type { TokenEndpointUnavailable } from "../domain/TokenRequestError.ts"
import type { SessionError } from "./SessionError.ts"

/**
 * Holds how an application wants its tokens refreshed.
 *
 * `expirySkew` is the margin, in seconds, within which a token counts as expired already. `schedule` says when a refresh
 * is tried again that the token endpoint could not answer; it waits longer where the endpoint asks for it by
 * `Retry-After`, up to `longestRetryAfter`. An endpoint that asks for more is not tried again by this call, nor by others
 * of this process until then. `patience` is how long answers of which it is unclear what they mean may continue before the
 * account has to be linked again.
 *
 * @category models
 * @since 0.1.0
 */
export interface RefreshPolicyOptions {
  readonly expirySkew: number
  readonly schedule: Schedule.Schedule<unknown>
  readonly longestRetryAfter: Duration.Input
  readonly patience: Duration.Input
}

/**
 * Reference to the policy of a session's layer. Unless given: 20 s of margin, three more tries after about 1, 2 and 4 s,
 * no wait of more than 30 s, and a day of patience.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { makeRefreshPolicy, RefreshPolicy } from "@application-credentials/sdk"
 * import { Effect, Layer } from "effect"
 *
 * // Provide it to the layer of the session, or of the whole instance.
 * const layer = Layer.succeed(RefreshPolicy, makeRefreshPolicy({ expirySkew: 60 }))
 *
 * const { expirySkew } = await Effect.runPromise(RefreshPolicy.pipe(Effect.provide(layer)))
 * assert.equal(expirySkew, 60)
 * ```
 *
 * @category services
 * @since 0.1.0
 */
export const RefreshPolicy = Context.Reference<RefreshPolicyOptions>(
  "@application-credentials/sdk/flows/RefreshPolicy",
  { defaultValue: () => makeRefreshPolicy() }
)

/**
 * Makes a policy for refreshing tokens: what you give, and the usual values for the rest.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { makeRefreshPolicy } from "@application-credentials/sdk"
 * import { Schedule } from "effect"
 *
 * // A policy that sends a refresh once only.
 * const policy = makeRefreshPolicy({ schedule: Schedule.recurs(0) })
 *
 * assert.equal(policy.expirySkew, 20)
 * assert.equal(policy.longestRetryAfter, "30 seconds")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const makeRefreshPolicy = (options: Partial<RefreshPolicyOptions> = {}): RefreshPolicyOptions => ({
  expirySkew: defaultExpirySkew,
  schedule: Schedule.exponential("1 second").pipe(Schedule.jittered, Schedule.upTo({ times: 3 })),
  longestRetryAfter: "30 seconds",
  patience: "1 day",
  ...options
})

/** The policy's schedule, for the failures of a token endpoint and no others. */
export const retrySchedule = (policy: RefreshPolicyOptions) =>
  policy.schedule.pipe(
    Schedule.setInputType<SessionError>(),
    Schedule.while(({ input }) => input._tag === "TokenEndpointUnavailable" && mayWait(policy, input)),
    Schedule.modifyDelay(({ input, duration }) => Effect.succeed(Duration.max(duration, askedFor(input))))
  )

const mayWait = ({ longestRetryAfter }: RefreshPolicyOptions, error: TokenEndpointUnavailable): boolean =>
  Duration.isLessThanOrEqualTo(askedFor(error), Duration.fromInputUnsafe(longestRetryAfter))

const askedFor = (error: SessionError): Duration.Duration =>
  Duration.seconds(error._tag === "TokenEndpointUnavailable" ? (error.retryAfter ?? 0) : 0)
