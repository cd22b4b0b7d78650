/** Token responses as forms. */
import { defineQuirk } from "../QuirkDefinition.ts"

/** Answers with a form, unless the request accepts JSON by name. */
export const formUnlessJsonAccepted = defineQuirk({
  summary: "The token response is a form, unless the request has `Accept: application/json`.",
  fields: {},
  behaviour: () => ({ deviations: { tokenResponse: { format: "form-unless-json-accepted" } } }),
  client: () => ({ tokenHeaders: { accept: "application/json" } }),
  naive: "exchange"
})
