/** The rules of the token endpoint and of its grants. */
import type { Rule } from "./Rule.ts"
import { rule } from "./Rule.ts"

/** Lists the rules of the token endpoint and of its grants. */
export const tokenRules = {
  // Token endpoint
  "token-method": rule("invalid_request", 405, "Use POST.", "RFC 6749, 3.2", { allow: "POST" }),
  "parameter-in-url": rule(
    "invalid_request",
    400,
    "The URL carries a parameter of the body.",
    "RFC 6749, 4.1.3"
  ),
  "client-missing": rule("invalid_client", 401, "The request names no client.", "RFC 6749, 3.2.1"),
  "client-unknown": rule("invalid_client", 401, "No such client.", "RFC 6749, 5.2"),
  "client-ids-differ": rule("invalid_request", 400, "Two different client ids.", "RFC 6749, 2.3"),
  "client-method": rule(
    "invalid_client",
    401,
    "The client is not registered for this way to authenticate.",
    "RFC 6749, 2.3"
  ),
  "client-secret": rule("invalid_client", 401, "The client secret is wrong.", "RFC 6749, 2.3.1"),
  "one-authentication": rule(
    "invalid_request",
    400,
    "The client authenticates in more than one way.",
    "RFC 6749, 2.3"
  ),
  "authorization-scheme": rule("invalid_client", 401, "Authorization is not Basic.", "RFC 6749, 2.3.1"),
  "basic-syntax": rule("invalid_client", 401, "The Basic credentials are malformed.", "RFC 7617, 2"),
  "basic-encoding": rule(
    "invalid_client",
    401,
    "Client id and secret are not form encoded before Basic.",
    "RFC 6749, 2.3.1"
  ),
  "grant-type-missing": rule("invalid_request", 400, "grant_type is missing.", "RFC 6749, 4.1.3"),
  "grant-type-unsupported": rule("unsupported_grant_type", 400, "No such grant type.", "RFC 6749, 5.2"),
  "grant-type-unauthorized": rule(
    "unauthorized_client",
    400,
    "The client may not use this grant type.",
    "RFC 6749, 5.2"
  ),
  "resource-widened": rule("invalid_target", 400, "The grant is not for this resource.", "RFC 8707, 2.2"),
  "grant-revoked": rule("invalid_grant", 400, "The grant was revoked.", "RFC 6749, 5.2"),

  // Grant authorization_code
  "code-missing": rule("invalid_request", 400, "code is missing.", "RFC 6749, 4.1.3"),
  "code-unknown": rule("invalid_grant", 400, "No such code.", "RFC 6749, 5.2"),
  "code-client": rule("invalid_grant", 400, "The code is another client's.", "RFC 6749, 4.1.3"),
  "code-reused": rule(
    "invalid_grant",
    400,
    "The code was used before; what it gave is revoked.",
    "RFC 6749, 4.1.2"
  ),
  "code-expired": rule("invalid_grant", 400, "The code has expired.", "RFC 6749, 4.1.2"),
  "code-redirect-uri": rule(
    "invalid_grant",
    400,
    "redirect_uri is not that of the authorization request.",
    "RFC 6749, 4.1.3"
  ),
  "verifier-missing": rule("invalid_grant", 400, "code_verifier is missing.", "RFC 7636, 4.5 and 4.6"),
  "verifier-unexpected": rule(
    "invalid_grant",
    400,
    "code_verifier without a code_challenge before.",
    "RFC 9700, 2.1.1"
  ),
  "verifier-syntax": rule("invalid_grant", 400, "code_verifier is malformed.", "RFC 7636, 4.1"),
  "verifier-mismatch": rule("invalid_grant", 400, "code_verifier does not fit.", "RFC 7636, 4.6"),

  // Grant refresh_token
  "refresh-token-missing": rule("invalid_request", 400, "refresh_token is missing.", "RFC 6749, 6"),
  "refresh-token-unknown": rule("invalid_grant", 400, "No such refresh token.", "RFC 6749, 5.2"),
  "refresh-token-client": rule("invalid_grant", 400, "The refresh token is another client's.", "RFC 6749, 6"),
  "refresh-token-expired": rule("invalid_grant", 400, "The refresh token has expired.", "RFC 6749, 5.2"),
  "refresh-token-reused": rule(
    "invalid_grant",
    400,
    "The refresh token was replaced before; its family is revoked.",
    "RFC 9700, 4.14.2"
  ),
  "refresh-redirect-uri": rule(
    "invalid_request",
    400,
    "redirect_uri is not that of the grant.",
    "The provider"
  ),
  "scope-widened": rule("invalid_scope", 400, "The scope is wider than what was granted.", "RFC 6749, 6"),

  // Grant client_credentials
  "client-credentials-public": rule(
    "unauthorized_client",
    400,
    "A public client has no credentials.",
    "RFC 6749, 4.4"
  )
} as const satisfies Record<string, Rule>
