/** Commas between scopes. */
import { defineQuirk } from "../QuirkDefinition.ts"

/** Separates scopes by commas, in requests and answers, and knows no scope with a space. */
export const commaScopes = defineQuirk({
  summary: "Commas stand between scopes, in requests and in answers.",
  fields: {},
  behaviour: () => ({
    deviations: {
      request: { scopeSeparator: "comma" },
      checkRequest: ({ endpoint, parameters }) =>
        endpoint === "authorize" && parameters.get("scope")?.includes(" ")
          ? { error: "invalid_scope", description: "Commas separate scopes." }
          : undefined
    }
  }),
  client: () => ({ scopeSeparator: ",", tokenResponse: { scopeSeparator: "," } }),
  naive: "authorize"
})
