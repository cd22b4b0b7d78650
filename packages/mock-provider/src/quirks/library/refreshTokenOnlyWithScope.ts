/** Refresh tokens that have to be asked for by a scope. */
import { Schema } from "effect"
import { defineQuirk } from "../QuirkDefinition.ts"

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
