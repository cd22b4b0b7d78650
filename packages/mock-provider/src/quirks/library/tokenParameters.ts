/** Parameters that token requests need beside the standard ones. */
import { Schema } from "effect"
import { defineQuirk } from "../QuirkDefinition.ts"

/** Refuses token requests without certain parameters, whatever their grant. */
export const tokenParameters = defineQuirk({
  summary: "Token requests need parameters beside the standard ones.",
  fields: { parameters: Schema.Record(Schema.String, Schema.String) },
  behaviour: ({ parameters }) => ({
    quirks: {
      checkRequest: (request) => {
        if (request.endpoint !== "token") return undefined
        const lacking = Object.entries(parameters).find(
          ([name, value]) => request.parameters.get(name) !== value
        )
        if (lacking === undefined) return undefined
        return { error: "invalid_request", description: `${lacking[0]} has to be ${lacking[1]}.` }
      }
    }
  }),
  client: ({ parameters }) => ({ exchangeParameters: parameters, refreshParameters: parameters }),
  naive: "exchange"
})
