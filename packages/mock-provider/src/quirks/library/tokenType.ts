/** Other types of tokens than Bearer. */
import { Schema } from "effect"
import { defineQuirk } from "../QuirkDefinition.ts"

/** Names another `token_type`, though the token is used as a Bearer token. */
export const tokenType = defineQuirk({
  summary: "The `token_type` of a Bearer token is another word.",
  fields: { value: Schema.String },
  behaviour: ({ value }) => ({ deviations: { tokenResponse: { tokenType: value } } }),
  naive: "exchange"
})
