/** What requests have to be: their parameters, header fields, bodies and servers. */
import { Schema } from "effect"
import type { EndpointOptions } from "../../core/ProviderBehaviour.ts"
import type { OwnRefusal } from "../../core/Deviations.ts"
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

/** Has its own names of standard parameters, at both endpoints, and does not know the standard ones. */
export const renamedParameters = defineQuirk({
  summary: "Standard parameters have names of the provider's own.",
  fields: { names: Schema.Record(Schema.String, Schema.String) },
  behaviour: ({ names }) => ({ deviations: { request: { parameterNames: names } } }),
  client: ({ names }) => ({ parameterNames: names }),
  naive: "authorize"
})

/** Takes token requests with a JSON object only. */
export const jsonBody = defineQuirk({
  summary: "Token requests are JSON objects.",
  fields: {},
  behaviour: () => ({ deviations: { request: { bodyFormats: ["json"] } } }),
  client: () => ({ bodyFormat: "json" }),
  naive: "exchange"
})

/** Separates scopes by commas, in requests and answers, and knows no scope with a space. */
export const commaScopes = defineQuirk({
  summary: "Commas stand between scopes, in requests and in answers.",
  fields: {},
  behaviour: () => ({
    deviations: {
      request: { scopeSeparator: "comma" },
      checkRequest: ({ endpoint, parameters }) =>
        endpoint === "authorize" && parameters.get("scope")?.includes(" ")
          ? { error: "invalid_scope", description: "Commas separate scopes." }
          : undefined
    }
  }),
  client: () => ({ scopeSeparator: ",", tokenResponse: { scopeSeparator: "," } }),
  naive: "authorize"
})

/** Takes scopes separated by spaces or commas, and answers with commas between them. */
export const commaScopesInAnswers = defineQuirk({
  summary: "Commas stand between scopes in answers; requests may have spaces.",
  fields: {},
  behaviour: () => ({
    deviations: { request: { scopeSeparator: "space-or-comma" }, tokenResponse: { scope: "comma-string" } }
  }),
  client: () => ({ tokenResponse: { scopeSeparator: "," } }),
  naive: "exchange"
})

/** Refuses refresh requests without the redirect URI of the authorization request. */
export const redirectUriOnRefresh = defineQuirk({
  summary: "Refresh requests need the `redirect_uri` of the authorization request.",
  fields: {},
  behaviour: () => ({ require: { redirectUriOnRefresh: true } }),
  client: () => ({ redirectUriOnRefresh: true }),
  naive: "refresh"
})

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

/** Refuses a request that lacks one of the wanted values, and names it. */
const refuseLacking = (
  wanted: Readonly<Record<string, string>>,
  valueOf: (name: string) => string | undefined
): OwnRefusal | undefined => {
  const lacking = Object.entries(wanted).find(([name, value]) => valueOf(name) !== value)
  if (lacking === undefined) return undefined
  const [name, value] = lacking
  return { error: "invalid_request", description: `${name} has to be ${value}.` }
}
