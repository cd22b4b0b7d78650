/** The error codes of token endpoints that may be repeated in an error of ours. */

/**
 * Names the codes by which a token endpoint refuses a code, a token or a client: those of the standards, and what large
 * providers say instead.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.2
 */
export const refusalCodes: ReadonlyArray<string> = [
  "access_denied",
  "authorization_pending",
  "bad_verification_code",
  "consent_required",
  "expired_token",
  "incorrect_client_credentials",
  "interaction_required",
  "invalid_client",
  "invalid_grant",
  "invalid_refresh_token",
  "invalid_request",
  "invalid_scope",
  "invalid_target",
  "invalid_token",
  "login_required",
  "redirect_uri_mismatch",
  "token_expired",
  "token_revoked",
  "unauthorized_client",
  "unsupported_grant_type",
  "unsupported_response_type",
  "unsupported_token_type"
]

/**
 * Names the codes by which a token endpoint says that it cannot answer now.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1
 * @see https://www.rfc-editor.org/rfc/rfc8628#section-3.5
 */
export const busyCodes: ReadonlyArray<string> = ["server_error", "slow_down", "temporarily_unavailable"]

/**
 * Names the codes that may be repeated in an error of ours. One that is not among them is not, as an answer may echo what
 * was sent.
 *
 * @category constants
 * @since 0.1.0
 */
export const knownErrorCodes: ReadonlySet<string> = new Set([...refusalCodes, ...busyCodes])

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
