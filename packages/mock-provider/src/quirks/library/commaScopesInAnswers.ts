/** Commas between scopes, in answers only. */
import { defineQuirk } from "../QuirkDefinition.ts"

/** Takes scopes separated by spaces or commas, and answers with commas between them. */
export const commaScopesInAnswers = defineQuirk({
  summary: "Commas stand between scopes in answers; requests may have spaces.",
  fields: {},
  behaviour: () => ({
    deviations: { request: { scopeSeparator: "space-or-comma" }, tokenResponse: { scope: "comma-string" } }
  }),
  client: () => ({ tokenResponse: { scopeSeparator: "," } }),
  naive: "exchange"
})
