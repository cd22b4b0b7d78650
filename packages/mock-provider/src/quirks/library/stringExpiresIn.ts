/** Lifetimes as text. */
import { defineQuirk } from "../QuirkDefinition.ts"

/** Answers with the lifetime as a text of digits instead of a number. */
export const stringExpiresIn = defineQuirk({
  summary: "The `expires_in` of the token response is a string.",
  fields: {},
  behaviour: () => ({ deviations: { tokenResponse: { expiresIn: "string" } } }),
  naive: "exchange"
})
