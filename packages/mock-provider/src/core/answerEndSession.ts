/** The endpoint where users sign out. */
import { HashSet } from "effect"
import type { Client } from "./Client.ts"
import { redirectResponse } from "./Callback.ts"
import { jsonResponse } from "./jsonResponse.ts"
import type { ProviderState } from "./ProviderState.ts"
import { lookUp } from "./ProviderState.ts"
import { audienceOf, decodeJwt } from "./ReceivedJwt.ts"
import type { ReceivedRequest } from "./ReceivedRequest.ts"
import { Refusal } from "./Refusal.ts"
import type { RequestParameters } from "./RequestParameters.ts"
import { findUser, whoIsSignedIn } from "./signedInUser.ts"
import type { Step, StepContext } from "./Step.ts"
import { answer, refuse } from "./Step.ts"

/**
 * Signs the user out whom `id_token_hint` or `logout_hint` names, or else whoever is signed in, and sends the browser back
 * to the client where that is registered. Tokens stay good: who signs out takes back no consent.
 *
 * @see https://openid.net/specs/openid-connect-rpinitiated-1_0.html#RPLogout
 */
export const answerEndSession = (
  state: ProviderState,
  request: ReceivedRequest,
  context: StepContext
): Step => {
  const { isReadable, method, parameters } = request
  if (method !== "GET" && method !== "POST") return refuse(state, new Refusal("end-session-method"))
  if (method === "POST" && !isReadable) return refuse(state, new Refusal("form-body"))
  if (parameters.malformed) return refuse(state, new Refusal("parameter-encoding"))
  if (parameters.duplicate() !== undefined) return refuse(state, new Refusal("duplicate-parameter"))
  const hint = readHint(state, parameters, context)
  if (hint instanceof Refusal) return refuse(state, hint)
  const client = readClient(state, parameters, hint)
  if (client instanceof Refusal) return refuse(state, client)
  const uri = readRedirectUri(client, parameters)
  if (uri instanceof Refusal) return refuse(state, uri)
  const { users } = state.settings
  const named = hint?.subject ?? findUser(users, parameters.get("logout_hint") ?? "")
  const leaving = named === undefined ? (whoIsSignedIn(state) ?? [...users.keys()]) : [named]
  const next = { ...state, signedOut: leaving.reduce(HashSet.add<string>, state.signedOut) }
  return answer(next, responseTo(uri, parameters), [{ _tag: "SignedOut", subjects: leaving }])
}

interface Hint {
  readonly subject: string
  readonly audience: ReadonlyArray<unknown>
}

// One that has expired says as well who is to sign out (OpenID Connect RP-Initiated Logout 1.0, 2).
const readHint = (
  { settings }: ProviderState,
  parameters: RequestParameters,
  { signed }: StepContext
): Hint | Refusal | undefined => {
  const text = parameters.get("id_token_hint")
  if (text === undefined) return undefined
  const token = decodeJwt(text)
  const subject = token?.claims["sub"]
  const isOurs = signed?.has("id_token_hint") === true && token?.header["typ"] !== "at+jwt"
  return isOurs && token?.claims["iss"] === settings.issuer && typeof subject === "string"
    ? { subject, audience: audienceOf(token) }
    : new Refusal("id-token-hint")
}

const readClient = (
  { settings }: ProviderState,
  parameters: RequestParameters,
  hint: Hint | undefined
): Client | Refusal | undefined => {
  const sent = parameters.get("client_id")
  const hinted = hint?.audience.find((each) => typeof each === "string")
  if (sent !== undefined && hint !== undefined && !hint.audience.includes(sent)) {
    return new Refusal("end-session-client")
  }
  const id = sent ?? hinted
  if (id === undefined) return undefined
  return lookUp(settings.clients, id) ?? new Refusal("end-session-client")
}

const readRedirectUri = (
  client: Client | undefined,
  parameters: RequestParameters
): string | Refusal | undefined => {
  const uri = parameters.get("post_logout_redirect_uri")
  if (uri === undefined) return undefined
  if (client === undefined) return new Refusal("post-logout-client-missing")
  return client.postLogoutRedirectUris.includes(uri) ? uri : new Refusal("post-logout-redirect-uri")
}

const responseTo = (uri: string | undefined, parameters: RequestParameters) => {
  if (uri === undefined) return jsonResponse(200, {})
  const state = parameters.get("state")
  const back = redirectResponse(uri, state === undefined ? [] : [["state", state]])
  return state === undefined ? { ...back, headers: { ...back.headers, location: uri } } : back
}
