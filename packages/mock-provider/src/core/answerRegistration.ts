/** The registration endpoint: clients register themselves, and look after their registration. */
import { HashMap, Redacted } from "effect"
import type { Client } from "./Client.ts"
import { readClientMetadata } from "./ClientMetadata.ts"
import { jsonResponse, uncached } from "./jsonResponse.ts"
import type { JsonMembers } from "./JsonMembers.ts"
import { makeOpaqueToken } from "./makeOpaqueToken.ts"
import type { ProviderState, Registration } from "./ProviderState.ts"
import { lookUp } from "./ProviderState.ts"
import { isMembers } from "./ReceivedJwt.ts"
import type { ReceivedRequest } from "./ReceivedRequest.ts"
import { Refusal } from "./Refusal.ts"
import type { Step, StepContext } from "./Step.ts"
import { answer, refuse } from "./Step.ts"

/**
 * Answers a client that registers itself, and one that reads, changes or deletes its registration at the URL that it was
 * given.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7591#section-3
 * @see https://www.rfc-editor.org/rfc/rfc7592#section-2
 */
export const answerRegistration = (
  state: ProviderState,
  request: ReceivedRequest,
  context: StepContext
): Step => {
  const clientId = request.query.get("client_id")
  return clientId === undefined ? register(state, request, context) : manage(state, request, clientId)
}

const register = (state: ProviderState, request: ReceivedRequest, context: StepContext): Step => {
  const { capacity, registration } = state.settings
  if (request.method !== "POST") return refuse(state, new Refusal("registration-method"))
  const isAllowed = registration === "open" || bearerOf(request) === registration?.initialAccessToken
  if (!isAllowed) return refuse(state, new Refusal("registration-token"))
  if (HashMap.size(state.registrations) >= capacity) return refuse(state, new Refusal("registration-full"))
  const members = readBody(request)
  if (members === undefined) return refuse(state, new Refusal("registration-body"))
  const read = readClientMetadata(members)
  if (read instanceof Refusal) return refuse(state, read)
  const clientId = makeOpaqueToken(context)
  const secret = hasSecret(read) ? makeOpaqueToken(context) : undefined
  const registered = { token: makeOpaqueToken(context), issuedAt: context.now, metadata: members }
  const client = { ...read, clientId, clientSecret: secret === undefined ? undefined : Redacted.make(secret) }
  return answer(put(state, client, registered), describe(state, 201, client, registered), [
    { _tag: "ClientRegistered", clientId }
  ])
}

const manage = (state: ProviderState, request: ReceivedRequest, clientId: string): Step => {
  const registered = lookUp(state.registrations, clientId)
  const client = lookUp(state.settings.clients, clientId)
  if (registered === undefined || client === undefined || bearerOf(request) !== registered.token) {
    return refuse(state, new Refusal("registration-token"))
  }
  switch (request.method) {
    case "GET":
      return answer(state, describe(state, 200, client, registered))
    case "PUT":
      return change(state, request, client, registered)
    case "DELETE":
      return answer(remove(state, clientId), { status: 204, headers: uncached, body: "" })
    default:
      return refuse(state, new Refusal("registration-management-method"))
  }
}

const change = (
  state: ProviderState,
  request: ReceivedRequest,
  client: Client,
  registered: Registration
): Step => {
  const members = readBody(request)
  if (members === undefined) return refuse(state, new Refusal("registration-body"))
  const secret = members["client_secret"]
  const own = client.clientSecret === undefined ? undefined : Redacted.value(client.clientSecret)
  if (members["client_id"] !== client.clientId || (secret !== undefined && secret !== own)) {
    return refuse(state, new Refusal("registration-identity"))
  }
  const { client_id: _id, client_secret: _secret, ...metadata } = members
  const read = readClientMetadata(metadata)
  if (read instanceof Refusal) return refuse(state, read)
  // A secret is neither taken away nor given by a change.
  if (hasSecret(read) !== (own !== undefined)) {
    return refuse(state, new Refusal("registration-identity"))
  }
  const changed = { ...client, ...read }
  const next = { ...registered, metadata }
  return answer(put(state, changed, next), describe(state, 200, changed, next))
}

const hasSecret = ({ authentication }: Pick<Client, "authentication">): boolean =>
  authentication.some((method) => method !== "none" && method !== "private_key_jwt")

const put = (state: ProviderState, client: Client, registered: Registration): ProviderState => ({
  ...state,
  settings: { ...state.settings, clients: HashMap.set(state.settings.clients, client.clientId, client) },
  registrations: HashMap.set(state.registrations, client.clientId, registered)
})

const remove = (state: ProviderState, clientId: string): ProviderState => ({
  ...state,
  settings: { ...state.settings, clients: HashMap.remove(state.settings.clients, clientId) },
  registrations: HashMap.remove(state.registrations, clientId)
})

const describe = (state: ProviderState, status: number, client: Client, registered: Registration) => {
  const { authentication, clientId, clientSecret, grantTypes, redirectUris } = client
  const { urls } = state.settings
  return jsonResponse(status, {
    ...registered.metadata,
    client_id: clientId,
    client_id_issued_at: Math.floor(registered.issuedAt / 1000),
    ...(clientSecret === undefined
      ? {}
      : { client_secret: Redacted.value(clientSecret), client_secret_expires_at: 0 }),
    token_endpoint_auth_method: authentication[0],
    grant_types: grantTypes,
    redirect_uris: redirectUris,
    registration_access_token: registered.token,
    registration_client_uri: `${urls.registration}?client_id=${encodeURIComponent(clientId)}`
  })
}

const bearerOf = ({ header }: ReceivedRequest): string | undefined =>
  /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i.exec(header("authorization") ?? "")?.[1]

const readBody = ({ header, text }: ReceivedRequest): JsonMembers | undefined => {
  if (!/^\s*application\/json\s*(?:;|$)/i.test(header("content-type") ?? "")) return undefined
  try {
    const value: unknown = text.length > longest ? undefined : JSON.parse(text)
    return isMembers(value) ? plain(value) : undefined
  } catch {
    return undefined
  }
}

// Every client that registers is remembered.
const longest = 65_536

/** Leaves out what is neither a key set, a text, a number, a boolean nor a list of texts: nothing else is kept. */
const plain = (members: JsonMembers): JsonMembers =>
  Object.fromEntries(
    Object.entries(members).filter(
      ([name, value]) =>
        name === "jwks" ||
        (typeof value !== "object" && value !== null) ||
        (Array.isArray(value) && value.every((each) => typeof each === "string"))
    )
  )
