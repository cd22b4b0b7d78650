/** Header fields that token requests need. */
import { Schema } from "effect"
import { refuseLacking } from "../refuseLacking.ts"
import { defineQuirk } from "../QuirkDefinition.ts"

/** Refuses token requests without certain header fields; names are in lower case. */
export const tokenHeaders = defineQuirk({
  summary: "Token requests need header fields of the provider's own.",
  fields: { headers: Schema.Record(Schema.String, Schema.String) },
  behaviour: ({ headers }) => ({
    deviations: {
      checkRequest: ({ endpoint, header }) =>
        endpoint === "token" ? refuseLacking(headers, header) : undefined
    }
  }),
  client: ({ headers }) => ({ tokenHeaders: headers }),
  naive: "exchange"
})
