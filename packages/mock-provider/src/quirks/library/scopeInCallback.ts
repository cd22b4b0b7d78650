/** Callbacks that say what was granted. */
import { defineQuirk } from "../QuirkDefinition.ts"

/** Adds the granted scopes to the callback, separated by commas. */
export const scopeInCallback = defineQuirk({
  summary: "The callback has the granted scopes, separated by commas.",
  fields: {},
  behaviour: () => ({ deviations: { callbackParameters: ({ scope }) => ({ scope: scope.join(",") }) } }),
  naive: "nowhere"
})
