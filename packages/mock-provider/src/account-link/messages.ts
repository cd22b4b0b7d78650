/** What the server says and hears on a connection. */
import { makeOpaqueToken } from "../core/makeOpaqueToken.ts"
import type { StepContext } from "../core/Step.ts"
import type { AccountLinkMessage, AccountLinkState, AccountLinkStep } from "./AccountLinkState.ts"
import { without } from "./AccountLinkState.ts"
import type { AccountLinkRuleName } from "./accountLinkRules.ts"
import { accountLinkRules } from "./accountLinkRules.ts"

/** Takes a new connection, on which nothing was said yet. */
export const openConnection = (state: AccountLinkState, connection: number): AccountLinkState => ({
  ...state,
  connections: new Map(state.connections).set(connection, "silent")
})

/**
 * Answers a message. The one that a connection may send names a service, and gets the URL that the user authorizes at.
 *
 * @see hass_nabucasa/account_link.py, AuthorizeAccountHelper.async_get_authorize_url
 */
export const receiveMessage = (
  state: AccountLinkState,
  connection: number,
  text: string,
  context: StepContext
): AccountLinkStep => {
  if (state.connections.get(connection) !== "silent") return refuse(state, connection, "message-repeated")
  const service = readMember(text, "service")
  if (service === undefined) return refuse(state, connection, "message-malformed")
  if (!state.settings.services.some((known) => known.service === service))
    return refuse(state, connection, "message-service")
  const { lifetimes, origin } = state.settings
  const id = makeOpaqueToken(context)
  const expiresAt = context.now + lifetimes.authorization * 1000
  return {
    state: {
      ...state,
      connections: new Map(state.connections).set(connection, "asked"),
      waiting: new Map(state.waiting).set(id, { service, connection, expiresAt })
    },
    messages: [
      {
        connection,
        kind: "authorizeUrl",
        text: JSON.stringify({ authorize_url: `${origin}/authorize/${id}` })
      }
    ]
  }
}

/** Ends the waiting of those whose user has taken too long. */
export const expireWaiting = (state: AccountLinkState, now: number): AccountLinkStep => {
  const expired = [...state.waiting].filter(([, { expiresAt }]) => expiresAt <= now)
  return {
    state: {
      ...state,
      connections: without(state.connections, ...expired.map(([, { connection }]) => connection)),
      waiting: without(state.waiting, ...expired.map(([id]) => id))
    },
    messages: expired.map(([, { connection }]) => errorMessage(connection, "authorization-expired"))
  }
}

/** Forgets a connection that its client has closed. */
export const closeConnection = (state: AccountLinkState, connection: number): AccountLinkState => ({
  ...state,
  connections: without(state.connections, connection),
  waiting: new Map([...state.waiting].filter(([, waiting]) => waiting.connection !== connection))
})

/** Makes the message of a refusal. */
export const errorMessage = (connection: number, rule: AccountLinkRuleName): AccountLinkMessage => ({
  connection,
  kind: "error",
  text: JSON.stringify({ error: accountLinkRules[rule].error })
})

/** Reads a member of a JSON object that is a text; `undefined` where there is none. */
export const readMember = (json: string, name: string): string | undefined => {
  const value = parse(json)
  if (typeof value !== "object" || value === null) return undefined
  const member: unknown = Reflect.get(value, name)
  return typeof member === "string" && member !== "" ? member : undefined
}

const parse = (json: string): unknown => {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

const refuse = (state: AccountLinkState, connection: number, rule: AccountLinkRuleName): AccountLinkStep => ({
  state: closeConnection(state, connection),
  messages: [errorMessage(connection, rule)],
  rule
})
