/** The rules of the device flow. */
import type { Rule } from "./Rule.ts"
import { rule } from "./Rule.ts"

/** Lists the rules of device authorization and of its grant. */
export const deviceRules = {
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
  "device-denied": rule("access_denied", 400, "The user denied the request.", "RFC 8628, 3.5")
} as const satisfies Record<string, Rule>
