/** Accounts that are on one of several servers. */
import { Schema } from "effect"
import type { EndpointOptions } from "../../core/ProviderBehaviour.ts"
import { defineQuirk } from "../QuirkDefinition.ts"

/**
 * Names in the callback the server of the user's account, and takes token requests there only. The mock's users are on
 * the server of the second token URL, `endpoints.refresh`.
 */
export const tokenServerInCallback = defineQuirk({
  summary: "The callback names the server of the account, and token requests go there.",
  fields: { parameter: Schema.String, origins: Schema.Array(Schema.String) },
  behaviour: ({ parameter }, endpoints) => {
    const home = homeOf(endpoints)
    return {
      deviations: {
        callbackParameters: () => ({ [parameter]: home }),
        checkRequest: ({ endpoint, url }) =>
          endpoint === "token" && new URL(url).origin !== home
            ? { error: "invalid_code", description: "The account is on another server." }
            : undefined
      }
    }
  },
  client: ({ origins, parameter }, endpoints) => ({
    tokenServer: { parameter, origins: [...new Set([...origins, homeOf(endpoints)])] }
  }),
  naive: "exchange"
})

const homeOf = ({ authorize, refresh, token }: EndpointOptions): string => {
  const url = refresh ?? token ?? authorize ?? "https://provider.test"
  return URL.parse(url)?.origin ?? url
}
