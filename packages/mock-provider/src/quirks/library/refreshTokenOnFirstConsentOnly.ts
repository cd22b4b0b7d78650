/** Refresh tokens that come once. */
import { Schema } from "effect"
import { defineQuirk } from "../QuirkDefinition.ts"

/** Gives a user's first refresh token only, unless the authorization request has a certain parameter. */
export const refreshTokenOnFirstConsentOnly = defineQuirk({
  summary: "There is a refresh token only the first time, unless the authorization request has a parameter.",
  fields: { parameter: Schema.String, value: Schema.String },
  behaviour: ({ parameter, value }) => ({
    deviations: {
      givesRefreshToken: ({ authorization, isFirstConsent }) =>
        isFirstConsent || authorization?.get(parameter) === value
    }
  }),
  client: ({ parameter, value }) => ({ authorizeParameters: { [parameter]: value } }),
  naive: "relink"
})
