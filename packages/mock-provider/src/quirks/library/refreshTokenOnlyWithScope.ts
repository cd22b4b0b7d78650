/** Refresh tokens that have to be asked for by a scope. */
import { Schema } from "effect"
import { defineQuirk } from "../QuirkDefinition.ts"

/** Gives a refresh token only if a certain scope is granted. */
export const refreshTokenOnlyWithScope = defineQuirk({
  summary: "There is a refresh token only with a certain scope.",
  fields: { scope: Schema.String },
  behaviour: ({ scope: wanted }) => ({
    quirks: { givesRefreshToken: ({ scope }) => scope.includes(wanted) }
  }),
  client: ({ scope }) => ({ extraScopes: [scope] }),
  naive: "refresh"
})
