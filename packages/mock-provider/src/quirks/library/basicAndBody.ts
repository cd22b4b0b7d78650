/** Clients that authenticate twice. */
import { defineQuirk } from "../QuirkDefinition.ts"

/** Wants id and secret by HTTP Basic and in the body at once, which RFC 6749, 2.3 forbids. */
export const basicAndBody = defineQuirk({
  summary: "Token requests have id and secret both by HTTP Basic and in the body.",
  fields: {},
  behaviour: () => ({
    allow: { repeatedAuthentication: true },
    deviations: {
      checkRequest: ({ authentication, endpoint }) =>
        endpoint === "token" && authentication.places.length < 2
          ? { error: "invalid_client", description: "Id and secret are not in both places.", status: 401 }
          : undefined
    }
  }),
  client: () => ({ clientAuthentication: "client_secret_basic_and_post" }),
  naive: "exchange"
})
