/** Client secrets in the authorization request. */
import { defineQuirk } from "../QuirkDefinition.ts"

/** Wants the client's secret in the authorization request, where the browser and everyone after it sees it. */
export const secretInAuthorizeUrl = defineQuirk({
  summary: "Authorization requests need the `client_secret`, for all to see.",
  fields: {},
  behaviour: () => ({
    allow: { secretInUrl: true },
    deviations: {
      checkRequest: ({ endpoint, parameters }) =>
        endpoint === "authorize" && !parameters.has("client_secret")
          ? { error: "invalid_request", description: "client_secret is missing." }
          : undefined
    }
  }),
  client: () => ({ unsafeSecretInAuthorizeUrl: true }),
  naive: "authorize"
})
