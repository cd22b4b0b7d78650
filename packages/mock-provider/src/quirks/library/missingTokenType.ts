/** Token responses without a type. */
import { defineQuirk } from "../QuirkDefinition.ts"

/** Leaves `token_type` out of each token response, which RFC 6749, 5.1 requires. */
export const missingTokenType = defineQuirk({
  summary: "The token response has no `token_type`.",
  fields: {},
  behaviour: () => ({ deviations: { tokenResponse: { tokenType: "missing" } } }),
  naive: "exchange"
})
