/** Parameters that token requests need beside the standard ones. */
import { Schema } from "effect"
import { refuseLacking } from "../refuseLacking.ts"
import { defineQuirk } from "../QuirkDefinition.ts"

/** Refuses token requests without certain parameters, whatever their grant. */
export const tokenParameters = defineQuirk({
  summary: "Token requests need parameters beside the standard ones.",
  fields: { parameters: Schema.Record(Schema.String, Schema.String) },
  behaviour: ({ parameters: wanted }) => ({
    deviations: {
      checkRequest: ({ endpoint, parameters }) =>
        endpoint === "token" ? refuseLacking(wanted, (name) => parameters.get(name)) : undefined
    }
  }),
  client: ({ parameters }) => ({ exchangeParameters: parameters, refreshParameters: parameters }),
  naive: "exchange"
})
