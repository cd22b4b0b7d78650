/** Token responses that do not say how long the token lasts. */
import { defineQuirk } from "../QuirkDefinition.ts"

/** Leaves `expires_in` out of each token response. */
export const missingExpiresIn = defineQuirk({
  summary: "The token response has no `expires_in`.",
  fields: {},
  behaviour: () => ({ deviations: { tokenResponse: { expiresIn: "missing" } } }),
  naive: "nowhere"
})
