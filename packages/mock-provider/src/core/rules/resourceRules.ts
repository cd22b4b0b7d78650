/** The rules of the endpoints that take tokens. */
import type { Rule } from "./Rule.ts"
import { bearer, rule } from "./Rule.ts"

/** Lists the rules of the endpoints that take tokens. */
export const resourceRules = {
  // Revocation and introspection
  "token-missing": rule("invalid_request", 400, "token is missing.", "RFC 7009, 2.1; RFC 7662, 2.1"),
  "token-client": rule("invalid_grant", 400, "The token is another client's.", "RFC 7009, 2.1"),
  "introspect-public": rule("invalid_client", 401, "A public client may not introspect.", "RFC 7662, 2.1"),

  // Userinfo and the resource
  "access-token-missing": rule("invalid_token", 401, "There is no access token.", "RFC 6750, 3", {
    challenge: "bearer-without-error"
  }),
  "access-token-places": rule(
    "invalid_request",
    400,
    "The access token is sent in more than one way.",
    "RFC 6750, 2",
    bearer
  ),
  "access-token-in-url": rule(
    "invalid_request",
    400,
    "The URL carries an access token.",
    "RFC 9700, 4.3.2",
    bearer
  ),
  "access-token-syntax": rule(
    "invalid_request",
    400,
    "The Bearer token is malformed.",
    "RFC 6750, 2.1",
    bearer
  ),
  "access-token-dead": rule(
    "invalid_token",
    401,
    "The access token is unknown, expired or revoked.",
    "RFC 6750, 3.1",
    bearer
  ),
  "access-token-audience": rule(
    "invalid_token",
    401,
    "The access token is for another resource.",
    "RFC 8707, 2.2; RFC 6750, 3.1",
    bearer
  ),
  "userinfo-method": rule("invalid_request", 405, "Use GET or POST.", "OpenID Connect Core 1.0, 5.3", {
    allow: "GET, POST"
  }),
  "userinfo-scope": rule(
    "insufficient_scope",
    403,
    "The access token has no openid scope.",
    "OpenID Connect Core 1.0, 5.3",
    bearer
  ),
  "userinfo-subject": rule(
    "insufficient_scope",
    403,
    "The access token is of no user.",
    "OpenID Connect Core 1.0, 5.3",
    bearer
  )
} as const satisfies Record<string, Rule>
