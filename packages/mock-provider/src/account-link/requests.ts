/** What the server answers over HTTP. */
import { makeOpaqueToken } from "../core/makeOpaqueToken.ts"
import { jsonResponse, uncached } from "../core/jsonResponse.ts"
import type { StepContext } from "../core/Step.ts"
import type { WireRequest, WireResponse } from "../core/WireRequest.ts"
import type { AccountLinkAnswer, AccountLinkService, AccountLinkState } from "./AccountLinkState.ts"
import { without } from "./AccountLinkState.ts"
import { closeConnection, errorMessage, readMember } from "./messages.ts"
import type { AccountLinkRuleName } from "./accountLinkRules.ts"
import { accountLinkRules } from "./accountLinkRules.ts"

/** Names what a request can be for. */
export type AccountLinkEndpoint = "services" | "refresh" | "authorization" | "connection" | "unknown"

/**
 * Finds out what a URL is for, and the last part of its path, as it is written there, where that says more.
 *
 * @see hass_nabucasa/account_link.py
 */
export const findAccountLinkEndpoint = (
  url: string
): { readonly endpoint: AccountLinkEndpoint; readonly name: string } => {
  const [first = "", name = "", ...rest] = new URL(url).pathname.slice(1).split("/")
  const endpoint = rest.length > 0 ? undefined : endpoints.get(name === "" ? first : `${first}/`)
  return { endpoint: endpoint ?? "unknown", name }
}

const endpoints: ReadonlyMap<string, AccountLinkEndpoint> = new Map([
  ["services", "services"],
  ["v1", "connection"],
  ["refresh_token/", "refresh"],
  ["authorize/", "authorization"]
])

/**
 * Answers a request: the list of services, a refresh, or the page that a user authorizes at, which also brings the
 * tokens to the connection that waits for them.
 */
export const answerAccountLinkRequest = (
  state: AccountLinkState,
  request: WireRequest,
  context: StepContext
): AccountLinkAnswer => {
  const { endpoint, name } = findAccountLinkEndpoint(request.url)
  switch (endpoint) {
    case "services":
      return request.method === "GET" ? listServices(state) : refuse(state, "services-method")
    case "refresh":
      return refresh(state, name, request, context)
    case "authorization":
      return authorize(state, name, context)
    case "connection":
      return refuse(state, "upgrade-missing")
    case "unknown":
      return refuse(state, "endpoint-unknown")
  }
}

const listServices = (state: AccountLinkState): AccountLinkAnswer => ({
  state,
  messages: [],
  response: jsonResponse(200, state.settings.services.map(toWire))
})

const toWire = ({ acceptsNewAuthorizations, minVersion, service }: AccountLinkService) => ({
  service,
  min_version: minVersion,
  ...(acceptsNewAuthorizations === undefined ? {} : { accepts_new_authorizations: acceptsNewAuthorizations })
})

const refresh = (
  state: AccountLinkState,
  name: string,
  { body, method }: WireRequest,
  context: StepContext
): AccountLinkAnswer => {
  if (method !== "POST") return refuse(state, "refresh-method")
  const service = state.settings.services.find((known) => encodeURIComponent(known.service) === name)?.service
  if (service === undefined) return refuse(state, "refresh-service")
  const sent = readMember(body, "refresh_token")
  if (sent === undefined) return refuse(state, "refresh-body")
  const owner = state.refreshTokens.get(sent)
  if (owner === undefined) return refuse(state, "refresh-token-unknown")
  if (owner !== service) return refuse(state, "refresh-token-service")
  const tokens = makeTokens(state, context)
  if (!state.settings.rotate) {
    const { refresh_token: _, ...others } = tokens
    return { state, messages: [], response: jsonResponse(200, others) }
  }
  const refreshTokens = new Map(without(state.refreshTokens, sent)).set(tokens.refresh_token, service)
  return { state: { ...state, refreshTokens }, messages: [], response: jsonResponse(200, tokens) }
}

const authorize = (state: AccountLinkState, id: string, context: StepContext): AccountLinkAnswer => {
  const waiting = state.waiting.get(id)
  if (waiting === undefined) return refuse(state, "authorization-unknown")
  const { connection, service } = waiting
  const closed = closeConnection(state, connection)
  if (state.settings.consent === "deny") {
    return {
      state: closed,
      messages: [errorMessage(connection, "authorization-denied")],
      response: page(403, "Access was refused. You can close this window.")
    }
  }
  const tokens = makeTokens(state, context)
  return {
    state: { ...closed, refreshTokens: new Map(state.refreshTokens).set(tokens.refresh_token, service) },
    messages: [{ connection, kind: "tokens", text: JSON.stringify({ tokens }) }],
    response: page(200, "The account is linked. You can close this window.")
  }
}

const makeTokens = ({ settings }: AccountLinkState, context: StepContext) => ({
  access_token: makeOpaqueToken(context),
  refresh_token: makeOpaqueToken(context),
  token_type: "bearer",
  expires_in: settings.lifetimes.accessToken
})

const page = (status: number, text: string): WireResponse => ({
  status,
  headers: { "content-type": "text/html; charset=utf-8", ...uncached },
  body: `<!doctype html><html lang="en"><title>Account linking</title><p>${text}</p></html>`
})

const refuse = (state: AccountLinkState, rule: AccountLinkRuleName): AccountLinkAnswer => {
  const { description, error, status } = accountLinkRules[rule]
  return {
    state,
    messages: [],
    rule,
    response: jsonResponse(status, { error, error_description: description })
  }
}
