/** The error codes of token endpoints that may be repeated in an error of ours. */

/**
 * Names the codes that a token endpoint may refuse with: those of the standards, and what large providers say instead.
 * A code that is not among them is not repeated, as an answer may echo what was sent.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.2
 * @category constants
 * @since 0.1.0
 */
export const knownErrorCodes: ReadonlySet<string> = new Set([
  "access_denied",
  "authorization_pending",
  "bad_verification_code",
  "consent_required",
  "expired_token",
  "incorrect_client_credentials",
  "interaction_required",
  "invalid_client",
  "invalid_grant",
  "invalid_request",
  "invalid_scope",
  "invalid_target",
  "invalid_token",
  "login_required",
  "redirect_uri_mismatch",
  "server_error",
  "slow_down",
  "temporarily_unavailable",
  "unauthorized_client",
  "unsupported_grant_type",
  "unsupported_response_type",
  "unsupported_token_type"
])

/**
 * Gives a code that may be repeated, or nothing.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { knownErrorCode } from "@application-credentials/sdk"
 *
 * assert.equal(knownErrorCode("invalid_grant"), "invalid_grant")
 * assert.equal(knownErrorCode("my-secret is wrong"), undefined)
 * ```
 *
 * @category protocol
 * @since 0.1.0
 */
export const knownErrorCode = (value: unknown): string | undefined =>
  typeof value === "string" && knownErrorCodes.has(value) ? value : undefined
