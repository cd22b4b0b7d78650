/** Parameters that authorization requests need beside the standard ones. */
import { Schema } from "effect"
import { refuseLacking } from "../refuseLacking.ts"
import { defineQuirk } from "../QuirkDefinition.ts"

/** Refuses authorization requests without certain parameters. */
export const authorizeParameters = defineQuirk({
  summary: "Authorization requests need parameters beside the standard ones.",
  fields: { parameters: Schema.Record(Schema.String, Schema.String) },
  behaviour: ({ parameters: wanted }) => ({
    deviations: {
      checkRequest: ({ endpoint, parameters }) =>
        endpoint === "authorize" ? refuseLacking(wanted, (name) => parameters.get(name)) : undefined
    }
  }),
  client: ({ parameters }) => ({ authorizeParameters: parameters }),
  naive: "authorize"
})
