/** Token requests in JSON. */
import { defineQuirk } from "../QuirkDefinition.ts"

/** Takes token requests with a JSON object only. */
export const jsonBody = defineQuirk({
  summary: "Token requests are JSON objects.",
  fields: {},
  behaviour: () => ({ deviations: { request: { bodyFormats: ["json"] } } }),
  client: () => ({ bodyFormat: "json" }),
  naive: "exchange"
})
