/** The rules of every endpoint. */
import type { Rule } from "./Rule.ts"
import { rule } from "./Rule.ts"

/** Lists the rules of every endpoint. */
export const anyEndpointRules = {
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
  "resource-syntax": rule(
    "invalid_target",
    400,
    "resource is not an absolute URI without a fragment.",
    "RFC 8707, 2"
  ),
  "resource-unknown": rule("invalid_target", 400, "No such resource.", "RFC 8707, 2"),
  "unregistered-scope": rule("invalid_scope", 400, "No scope asked for is the client's.", "RFC 6749, 3.3"),
  "scope-syntax": rule("invalid_scope", 400, "The scope is malformed.", "RFC 6749, 3.3")
} as const satisfies Record<string, Rule>
