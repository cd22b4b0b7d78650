/** Members of errors that the standard does not know. */
import { Schema } from "effect"
import { defineQuirk } from "../QuirkDefinition.ts"

/** Adds members to each error, with these values or others of their kind. */
export const extraErrorMembers = defineQuirk({
  summary: "Errors have members of the provider's own.",
  fields: { members: Schema.Record(Schema.String, Schema.Json) },
  behaviour: ({ members }) => ({
    deviations: {
      error: {
        write: ({ description, error }) => ({ body: { ...members, error, error_description: description } })
      }
    }
  }),
  naive: "nowhere"
})
