/** Who gets a refresh token. */
import { Schema } from "effect"
import { defineQuirk } from "../QuirkDefinition.ts"

/** Gives no refresh token to any client. */
export const noRefreshToken = defineQuirk({
  summary: "There are no refresh tokens.",
  fields: {},
  behaviour: () => ({ deviations: { givesRefreshToken: () => false } }),
  naive: "refresh"
})

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

/** Gives a refresh token only if a certain scope is granted, or one of those that mean the same. */
export const refreshTokenOnlyWithScope = defineQuirk({
  summary: "There is a refresh token only with a certain scope.",
  fields: { scope: Schema.String, orScopes: Schema.optionalKey(Schema.Array(Schema.String)) },
  behaviour: ({ orScopes = [], scope: wanted }) => ({
    deviations: {
      givesRefreshToken: ({ scope }) => [wanted, ...orScopes].some((each) => scope.includes(each))
    }
  }),
  client: ({ scope }) => ({ extraScopes: [scope] }),
  naive: "refresh"
})
