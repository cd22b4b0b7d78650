/** Other names of standard parameters. */
import { Schema } from "effect"
import { defineQuirk } from "../QuirkDefinition.ts"

/** Has its own names of standard parameters, at both endpoints, and does not know the standard ones. */
export const renamedParameters = defineQuirk({
  summary: "Standard parameters have names of the provider's own.",
  fields: { names: Schema.Record(Schema.String, Schema.String) },
  behaviour: ({ names }) => ({ deviations: { request: { parameterNames: names } } }),
  client: ({ names }) => ({ parameterNames: names }),
  naive: "authorize"
})
