/** The rules of signing out. */
import type { Rule } from "./Rule.ts"
import { rule } from "./Rule.ts"

/** Lists the rules of signing out. */
export const endSessionRules = {
  "end-session-method": rule(
    "invalid_request",
    405,
    "Use GET, or POST with a form.",
    "OpenID Connect RP-Initiated Logout 1.0, 2",
    { allow: "GET, POST" }
  ),
  "id-token-hint": rule(
    "invalid_request",
    400,
    "id_token_hint is not an id token of this provider.",
    "OpenID Connect RP-Initiated Logout 1.0, 2 and 4"
  ),
  "end-session-client": rule(
    "invalid_request",
    400,
    "client_id is no client, or not the one that id_token_hint is for.",
    "OpenID Connect RP-Initiated Logout 1.0, 2"
  ),
  "post-logout-client-missing": rule(
    "invalid_request",
    400,
    "post_logout_redirect_uri needs id_token_hint or client_id.",
    "OpenID Connect RP-Initiated Logout 1.0, 2 and 3"
  ),
  "post-logout-redirect-uri": rule(
    "invalid_request",
    400,
    "post_logout_redirect_uri is not one of the registered ones.",
    "OpenID Connect RP-Initiated Logout 1.0, 3 and 3.1"
  )
} as const satisfies Record<string, Rule>
