/** Scopes as arrays. */
import { defineQuirk } from "../QuirkDefinition.ts"

/** Answers with an array of scopes instead of a text. */
export const scopeAsArray = defineQuirk({
  summary: "The `scope` of the token response is an array.",
  fields: {},
  behaviour: () => ({ deviations: { tokenResponse: { scope: "array" } } }),
  naive: "exchange"
})
