/** Every rule for which the account-link server refuses, with the answer that it gives. */

/**
 * Describes a rule: the error code that the client gets, the status where it is an HTTP answer, and a description for
 * people.
 *
 * @category models
 * @since 0.1.0
 */
export interface AccountLinkRule {
  readonly error: string
  readonly status: number
  readonly description: string
}

const rule = (error: string, status: number, description: string): AccountLinkRule => ({
  error,
  status,
  description
})

/**
 * Lists the rules by name. The codes of messages are those that Home Assistant's client knows; the answers over HTTP
 * are told apart by their status alone.
 *
 * @see hass_nabucasa/account_link.py, ERR_UNSUPORTED
 * @category data
 * @since 0.1.0
 */
export const accountLinkRules = {
  // Over HTTP
  "endpoint-unknown": rule("not_found", 404, "No endpoint has this URL."),
  "services-method": rule("method_not_allowed", 405, "Use GET."),
  "refresh-method": rule("method_not_allowed", 405, "Use POST."),
  "refresh-body": rule("invalid_request", 400, "The body is not JSON with a refresh_token."),
  "refresh-service": rule("unsupported", 404, "There is no such service."),
  "refresh-token-unknown": rule("invalid_grant", 400, "The refresh token is not known, or was replaced."),
  "refresh-token-service": rule("invalid_grant", 400, "The refresh token is another service's."),
  "authorization-unknown": rule("not_found", 404, "No connection waits for this authorization."),
  "upgrade-missing": rule("upgrade_required", 426, "This is a WebSocket."),

  // In messages
  "message-malformed": rule("unknown", 400, "The message is not JSON with a service."),
  "message-service": rule("unsupported", 404, "There is no such service."),
  "message-repeated": rule("already_consumed", 400, "A connection is for one authorization."),
  "authorization-denied": rule("access_denied", 403, "The user refused."),
  "authorization-expired": rule("timeout", 408, "The user did not authorize in time.")
} as const satisfies Readonly<Record<string, AccountLinkRule>>

/**
 * Names a rule.
 *
 * @category models
 * @since 0.1.0
 */
export type AccountLinkRuleName = keyof typeof accountLinkRules
