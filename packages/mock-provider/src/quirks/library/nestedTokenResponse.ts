/** Token responses inside of another object. */
import { Schema } from "effect"
import { defineQuirk } from "../QuirkDefinition.ts"

/** Puts the members of a token response into a member of another object. */
export const nestedTokenResponse = defineQuirk({
  summary: "The token response is a member of another object.",
  fields: { member: Schema.String, beside: Schema.Record(Schema.String, Schema.Json) },
  behaviour: ({ beside, member }) => ({
    deviations: { tokenResponse: { write: (members) => ({ ...beside, [member]: members }) } }
  }),
  client: ({ member }) => ({ tokenResponse: { member } }),
  naive: "exchange"
})
