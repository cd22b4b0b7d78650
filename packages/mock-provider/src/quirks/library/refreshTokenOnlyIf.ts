/** Refresh tokens that have to be asked for by a parameter. */
import { Schema } from "effect"
import { defineQuirk } from "../QuirkDefinition.ts"

/** Gives a refresh token only if the authorization request has a certain parameter. */
export const refreshTokenOnlyIf = defineQuirk({
  summary: "There is a refresh token only if the authorization request has a parameter.",
  fields: { parameter: Schema.String, value: Schema.String },
  behaviour: ({ parameter, value }) => ({
    deviations: { givesRefreshToken: ({ authorization }) => authorization?.get(parameter) === value }
  }),
  client: ({ parameter, value }) => ({ authorizeParameters: { [parameter]: value } }),
  naive: "refresh"
})
