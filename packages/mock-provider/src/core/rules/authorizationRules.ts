/** The rules of the authorization endpoint. */
import type { Rule } from "./Rule.ts"
import { rule } from "./Rule.ts"

/** Lists the rules of the authorization endpoint, pushed requests among them. */
export const authorizationRules = {
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
  "login-required": rule(
    "login_required",
    400,
    "The user is not signed in, and prompt=none forbids to ask.",
    "OpenID Connect Core 1.0, 3.1.2.6"
  ),
  "account-selection-required": rule(
    "account_selection_required",
    400,
    "Several users are signed in, and prompt=none forbids to ask which.",
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
  )
} as const satisfies Record<string, Rule>
