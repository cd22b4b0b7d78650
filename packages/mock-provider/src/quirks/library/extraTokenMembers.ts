/** Members of token responses that the standard does not know. */
import { Schema } from "effect"
import { defineQuirk } from "../QuirkDefinition.ts"

/** Adds members to each token response, with these values or others of their kind. Clients may need them. */
export const extraTokenMembers = defineQuirk({
  summary: "The token response has members of the provider's own.",
  fields: { members: Schema.Record(Schema.String, Schema.Json) },
  behaviour: ({ members }) => ({ tokenMembers: members }),
  naive: "nowhere"
})
