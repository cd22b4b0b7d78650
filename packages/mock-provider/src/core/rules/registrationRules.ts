/** The rules of the registration endpoint. */
import type { Rule } from "./Rule.ts"
import { bearer, rule } from "./Rule.ts"

/** Lists the rules of the registration endpoint. */
export const registrationRules = {
  "registration-method": rule("invalid_request", 405, "Use POST.", "RFC 7591, 3", { allow: "POST" }),
  "registration-management-method": rule("invalid_request", 405, "Use GET, PUT or DELETE.", "RFC 7592, 2", {
    allow: "GET, PUT, DELETE"
  }),
  "registration-token": rule(
    "invalid_token",
    401,
    "The access token of the registration is missing or wrong.",
    "RFC 7591, 3; RFC 7592, 2",
    bearer
  ),
  "registration-body": rule(
    "invalid_client_metadata",
    400,
    "The body is not a JSON object.",
    "RFC 7591, 3.1"
  ),
  "registration-metadata": rule(
    "invalid_client_metadata",
    400,
    "The metadata is malformed, or asks for what is not supported.",
    "RFC 7591, 2 and 3.2.2"
  ),
  "registration-redirect-uris": rule(
    "invalid_redirect_uri",
    400,
    "redirect_uris has to list https, loopback or private-use URIs without a fragment.",
    "RFC 7591, 2 and 3.2.2; RFC 8252, 7"
  ),
  "registration-identity": rule(
    "invalid_client_metadata",
    400,
    "client_id, client_secret and the kind of client stay what they are.",
    "RFC 7592, 2.2"
  ),
  "registration-full": rule(
    "temporarily_unavailable",
    503,
    "As many clients are registered as this provider remembers.",
    "RFC 7591, 5"
  )
} as const satisfies Record<string, Rule>
