/** Every rule for which the provider refuses a request, with the answer that it gives. */

/**
 * Names an OAuth error.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.2
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-3.1
 * @see https://www.rfc-editor.org/rfc/rfc8628#section-3.5
 * @see https://openid.net/specs/openid-connect-core-1_0.html#AuthError
 * @category models
 * @since 0.1.0
 */
export type OAuthErrorCode =
  | "access_denied"
  | "authorization_pending"
  | "consent_required"
  | "expired_token"
  | "insufficient_scope"
  | "invalid_client"
  | "invalid_grant"
  | "invalid_request"
  | "invalid_request_uri"
  | "invalid_scope"
  | "invalid_token"
  | "request_not_supported"
  | "slow_down"
  | "unauthorized_client"
  | "unsupported_grant_type"
  | "unsupported_response_type"

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
  readonly challenge?: "bearer" | "bearer-without-error"
}

const rule = (
  error: OAuthErrorCode,
  status: number,
  description: string,
  source: string,
  more: Pick<Rule, "allow" | "challenge"> = {}
): Rule => ({ error, status, description, source, ...more })

const bearer = { challenge: "bearer" } as const

/**
 * Lists the rules by name.
 *
 * @category data
 * @since 0.1.0
 */
export const rules = {
  // Any endpoint
  "unknown-endpoint": rule("invalid_request", 404, "No endpoint has this URL.", "RFC 6749, 3"),
  "provider-rule": rule("invalid_request", 400, "The provider has a rule of its own.", "The provider"),
  "get-method": rule("invalid_request", 405, "Use GET.", "RFC 8414, 3.1", { allow: "GET, HEAD" }),
  "parameter-encoding": rule("invalid_request", 400, "A parameter is not form encoded.", "RFC 6749, B"),
  "duplicate-parameter": rule("invalid_request", 400, "A parameter occurs twice.", "RFC 6749, 3.1 and 3.2"),
  "form-body": rule("invalid_request", 400, "The body is not a form.", "RFC 6749, 3.2 and B"),
  "secret-in-url": rule(
    "invalid_request",
    400,
    "A client secret is in a URL or a browser.",
    "RFC 6749, 2.3.1"
  ),
  "unregistered-scope": rule("invalid_scope", 400, "No scope asked for is the client's.", "RFC 6749, 3.3"),
  "scope-syntax": rule("invalid_scope", 400, "The scope is malformed.", "RFC 6749, 3.3"),

  // Authorization endpoint
  "authorize-method": rule("invalid_request", 405, "Use GET, or POST with a form.", "RFC 6749, 3.1", {
    allow: "GET, POST"
  }),
  "authorize-client-missing": rule("invalid_request", 400, "client_id is missing.", "RFC 6749, 4.1.1"),
  "authorize-client-unknown": rule("invalid_client", 400, "No such client.", "RFC 6749, 4.1.2.1"),
  "redirect-uri-missing": rule("invalid_request", 400, "redirect_uri is missing.", "RFC 6749, 3.1.2.3"),
  "redirect-uri-unregistered": rule(
    "invalid_request",
    400,
    "redirect_uri is not one of the registered ones.",
    "RFC 9700, 2.1; RFC 8252, 7.3"
  ),
  "redirect-uri-openid": rule(
    "invalid_request",
    400,
    "With the scope openid, redirect_uri has to be sent.",
    "OpenID Connect Core 1.0, 3.1.2.1"
  ),
  "response-type-missing": rule("invalid_request", 400, "response_type is missing.", "RFC 6749, 3.1.1"),
  "response-type-unsupported": rule(
    "unsupported_response_type",
    400,
    "Only response_type=code is supported.",
    "RFC 6749, 3.1.1; RFC 9700, 2.1.2"
  ),
  "authorize-grant-type": rule(
    "unauthorized_client",
    400,
    "The client may not ask for a code.",
    "RFC 6749, 4.1.2.1"
  ),
  "challenge-missing": rule(
    "invalid_request",
    400,
    "code_challenge is required.",
    "RFC 7636, 4.4.1; RFC 9700, 2.1.1"
  ),
  "challenge-method-alone": rule(
    "invalid_request",
    400,
    "code_challenge_method without code_challenge.",
    "RFC 7636, 4.3"
  ),
  "challenge-method-unknown": rule(
    "invalid_request",
    400,
    "No such code_challenge_method.",
    "RFC 7636, 4.4.1"
  ),
  "challenge-plain": rule(
    "invalid_request",
    400,
    "code_challenge_method=plain is refused: use S256.",
    "RFC 9700, 2.1.1"
  ),
  "challenge-syntax": rule("invalid_request", 400, "code_challenge is malformed.", "RFC 7636, 4.2"),
  "consent-denied": rule("access_denied", 400, "The user denied the request.", "RFC 6749, 4.1.2.1"),
  "consent-required": rule(
    "consent_required",
    400,
    "A person has to be asked, and prompt=none forbids it.",
    "OpenID Connect Core 1.0, 3.1.2.6"
  ),
  "prompt-none-alone": rule(
    "invalid_request",
    400,
    "prompt=none has another value beside it.",
    "OpenID Connect Core 1.0, 3.1.2.1"
  ),
  "state-missing": rule("invalid_request", 400, "state is required.", "RFC 9700, 4.7.1"),
  "response-mode-unsupported": rule(
    "invalid_request",
    400,
    "Only response_mode=query is supported.",
    "OAuth 2.0 Multiple Response Type Encoding Practices, 2.1"
  ),
  "request-object-unsupported": rule(
    "request_not_supported",
    400,
    "Request objects are not supported.",
    "OpenID Connect Core 1.0, 3.1.2.6"
  ),
  "pushed-required": rule("invalid_request", 400, "The request has to be pushed before.", "RFC 9126, 5"),
  "pushed-request-uri": rule("invalid_request", 400, "request_uri cannot be pushed.", "RFC 9126, 2.1"),
  "request-uri-unknown": rule("invalid_request_uri", 400, "No such request_uri.", "RFC 9126, 2.2 and 7.3"),
  "request-uri-expired": rule("invalid_request_uri", 400, "The request_uri has expired.", "RFC 9126, 2.2"),
  "request-uri-client": rule(
    "invalid_request_uri",
    400,
    "client_id is not that of the client that pushed the request.",
    "RFC 9126, 2.2"
  ),

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
  ),

  // Device authorization and its grant
  "device-grant-type": rule(
    "unauthorized_client",
    400,
    "The client may not use the device grant.",
    "RFC 8628, 3.1"
  ),
  "device-code-missing": rule("invalid_request", 400, "device_code is missing.", "RFC 8628, 3.4"),
  "device-code-unknown": rule("invalid_grant", 400, "No such device code.", "RFC 8628, 3.5"),
  "device-code-client": rule("invalid_grant", 400, "The device code is another client's.", "RFC 8628, 3.5"),
  "device-code-used": rule("invalid_grant", 400, "The device code was used before.", "RFC 8628, 3.5"),
  "device-code-expired": rule("expired_token", 400, "The device code has expired.", "RFC 8628, 3.5"),
  "device-pending": rule("authorization_pending", 400, "The user has not decided yet.", "RFC 8628, 3.5"),
  "device-slow-down": rule("slow_down", 400, "Poll more slowly.", "RFC 8628, 3.5"),
  "device-denied": rule("access_denied", 400, "The user denied the request.", "RFC 8628, 3.5"),

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

/**
 * Names a rule of `rules`.
 *
 * @category models
 * @since 0.1.0
 */
export type RuleName = keyof typeof rules

/**
 * Says whether a text names a rule.
 *
 * @category guards
 * @since 0.1.0
 */
export const isRuleName = (text: string): text is RuleName => Object.hasOwn(rules, text)
