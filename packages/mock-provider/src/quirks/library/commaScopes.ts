/** Commas between scopes. */
import { defineQuirk } from "../QuirkDefinition.ts"

/** Separates scopes by commas, in requests and answers; a space is then a part of a scope's name. */
export const commaScopes = defineQuirk({
  summary: "Commas stand between scopes, in requests and in answers.",
  fields: {},
  behaviour: () => ({ quirks: { request: { scopeSeparator: "comma" } } }),
  client: () => ({ scopeSeparator: ",", tokenResponse: { scopeSeparator: "," } }),
  naive: "authorize"
})
