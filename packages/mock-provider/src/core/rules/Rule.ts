/** What a rule is. */

/**
 * Names an OAuth error.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.2
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-3.1
 * @see https://www.rfc-editor.org/rfc/rfc8628#section-3.5
 * @see https://www.rfc-editor.org/rfc/rfc9449#section-12.2
 * @see https://openid.net/specs/openid-connect-core-1_0.html#AuthError
 * @category models
 * @since 0.1.0
 */
export type OAuthErrorCode =
  | "access_denied"
  | "account_selection_required"
  | "authorization_pending"
  | "consent_required"
  | "expired_token"
  | "insufficient_scope"
  | "invalid_client"
  | "invalid_client_metadata"
  | "invalid_dpop_proof"
  | "invalid_grant"
  | "invalid_redirect_uri"
  | "invalid_request"
  | "invalid_request_uri"
  | "invalid_scope"
  | "invalid_target"
  | "invalid_token"
  | "login_required"
  | "request_not_supported"
  | "slow_down"
  | "temporarily_unavailable"
  | "unauthorized_client"
  | "unsupported_grant_type"
  | "unsupported_response_type"
  | "use_dpop_nonce"

/**
 * Describes a rule: the error and status of the refusal, its description for people, and where the rule is written.
 * `allow` lists the methods that a 405 names, and `challenge` says how a 401 or 403 asks for an access token.
 *
 * @category models
 * @since 0.1.0
 */
export interface Rule {
  readonly error: OAuthErrorCode
  readonly status: number
  readonly description: string
  readonly source: string
  readonly allow?: string
  readonly challenge?: "bearer" | "bearer-without-error" | "dpop"
}

/** Makes a rule. */
export const rule = (
  error: OAuthErrorCode,
  status: number,
  description: string,
  source: string,
  more: Pick<Rule, "allow" | "challenge"> = {}
): Rule => ({ error, status, description, source, ...more })

/** Has a refusal ask for an access token. */
export const bearer = { challenge: "bearer" } as const

/** Has a refusal at a resource ask for a proof of a key. */
export const dpop = { challenge: "dpop" } as const
