/** Arbitrary things that faults do. */
import * as fc from "fast-check"
import type { FaultAction } from "../faults/FaultAction.ts"

const tag = <Tag extends FaultAction["_tag"]>(name: Tag): fc.Arbitrary<Tag> => fc.constant(name)

const description = fc.string({
  unit: fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz .,-"),
  maxLength: 40
})
const errorStatus = fc.constantFrom(400, 401, 403, 404, 408, 418, 429, 500, 502, 503, 504)
const status = fc.oneof(fc.constantFrom(200, 201, 202), errorStatus)
const error = fc.constantFrom(
  "invalid_request",
  "invalid_client",
  "invalid_grant",
  "unauthorized_client",
  "unsupported_grant_type",
  "invalid_scope",
  "temporarily_unavailable",
  "server_error",
  "no_such_error_in_any_rfc"
)

/**
 * Makes a fault that answers instead of the provider, in any of the ways there are except for silence and huge bodies,
 * which take time and memory. Every value is one that `FaultPlan` decodes.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { answeringFaultAction } from "@application-credentials/mock-provider/arbitraries"
 * import fc from "fast-check"
 *
 * const actions = fc.sample(answeringFaultAction(), 100).map(({ _tag }) => _tag)
 * assert.ok(!actions.includes("Slow"))
 * ```
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const answeringFaultAction = (): fc.Arbitrary<FaultAction> =>
  fc.oneof(
    fc.record({ _tag: tag("OAuthError"), error, description, status }, { requiredKeys: ["_tag", "error"] }),
    fc.record(
      {
        _tag: tag("Status"),
        status: errorStatus,
        retryAfter: fc.oneof(
          fc.integer({ min: 0, max: 86_400 }),
          fc.constantFrom("Wed, 21 Oct 2099 07:28:00 GMT", "soon")
        ),
        body: description
      },
      { requiredKeys: ["_tag", "status"] }
    ),
    fc.record({ _tag: tag("Html"), status }, { requiredKeys: ["_tag"] }),
    fc.record({ _tag: tag("Empty"), status }, { requiredKeys: ["_tag"] }),
    fc.record({ _tag: tag("TruncatedJson"), status }, { requiredKeys: ["_tag"] }),
    fc.record({ _tag: tag("WrongTypes"), status }, { requiredKeys: ["_tag"] }),
    fc.record({ _tag: tag("ErrorInOk"), error, description }, { requiredKeys: ["_tag", "error"] }),
    fc.record({ _tag: tag("Respond"), status, body: fc.oneof(description, fc.json()) }),
    fc.record(
      {
        _tag: tag("Redirect"),
        location: fc.constantFrom("https://elsewhere.example/", "/elsewhere"),
        status: fc.constantFrom(301, 302, 303, 307, 308)
      },
      { requiredKeys: ["_tag", "location"] }
    ),
    fc.record({ _tag: tag("ConnectionFailure") })
  )

/**
 * Makes a fault that lets the provider do its part.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { alteringFaultAction } from "@application-credentials/mock-provider/arbitraries"
 * import fc from "fast-check"
 *
 * const actions = fc.sample(alteringFaultAction(), 100).map(({ _tag }) => _tag)
 * assert.ok(!actions.includes("ConnectionFailure"))
 * ```
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const alteringFaultAction = (): fc.Arbitrary<FaultAction> =>
  fc.oneof(
    fc.record({ _tag: tag("Slow"), milliseconds: fc.nat({ max: 60_000 }) }),
    fc.record({ _tag: tag("CommitThenDrop") }),
    fc.record(
      { _tag: tag("DuplicateDelivery"), answer: fc.constantFrom("first" as const, "last" as const) },
      { requiredKeys: ["_tag"] }
    ),
    fc.record({ _tag: tag("ClockSkew"), seconds: fc.integer({ min: -86_400, max: 86_400 }) }),
    fc.record({ _tag: tag("StateDropped") }),
    fc.record({ _tag: tag("StateChanged"), state: fc.string() }),
    fc.record(
      {
        _tag: tag("CallbackError"),
        error: fc.constantFrom("access_denied", "server_error", "temporarily_unavailable"),
        description
      },
      { requiredKeys: ["_tag", "error"] }
    ),
    fc.record({
      _tag: tag("WrongIdToken"),
      wrong: fc.constantFrom(
        "issuer" as const,
        "audience" as const,
        "subject" as const,
        "nonce" as const,
        "expiry" as const,
        "signature" as const,
        "algorithm" as const
      )
    }),
    fc.record(
      {
        _tag: tag("SigningKeyRotated"),
        published: fc.constantFrom("new" as const, "both" as const, "old" as const)
      },
      { requiredKeys: ["_tag"] }
    )
  )

/**
 * Makes a fault of either kind.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { faultAction } from "@application-credentials/mock-provider/arbitraries"
 * import fc from "fast-check"
 *
 * const actions = new Set(fc.sample(faultAction(), 100).map(({ _tag }) => _tag))
 * assert.ok(actions.size > 3)
 * ```
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const faultAction = (): fc.Arbitrary<FaultAction> =>
  fc.oneof(answeringFaultAction(), alteringFaultAction())
