/** The authorization endpoint. */
import { toConsentRequest, readAsked, readTarget } from "./AuthorizationRequest.ts"
import { decideConsent } from "./decideConsent.ts"
import { putEntry } from "./Entries.ts"
import type { BrowserAsked, ProviderState } from "./ProviderState.ts"
import { takePushedRequest } from "./PushedAuthorization.ts"
import type { ReceivedRequest } from "./ReceivedRequest.ts"
import { Refusal } from "./Refusal.ts"
import type { RequestParameters } from "./RequestParameters.ts"
import { makeOpaqueToken } from "./makeOpaqueToken.ts"
import { refuseCallback } from "./refuseCallback.ts"
import type { Step, StepContext } from "./Step.ts"
import { askPerson, refuse } from "./Step.ts"

/**
 * Answers an authorization request: a redirect with a code or an error, a redirect to the page where a person is
 * asked, or an error response as long as it is not certain that the redirect URI is the client's.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.1
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1
 */
export const answerAuthorization = (
  state: ProviderState,
  request: ReceivedRequest,
  context: StepContext
): Step => {
  if (request.method !== "GET" && request.method !== "POST") {
    return refuse(state, new Refusal("authorize-method"))
  }
  if (request.method === "POST" && !request.isReadable) return refuse(state, new Refusal("form-body"))
  if (!request.parameters.has("request_uri")) {
    return answerTarget(state, request, request.parameters, context)
  }
  const taken = takePushedRequest(state, request.parameters, context.now)
  if (taken instanceof Refusal) return refuse(state, taken)
  return answerTarget(taken.state, request, taken.parameters, context)
}

const answerTarget = (
  state: ProviderState,
  request: ReceivedRequest,
  parameters: RequestParameters,
  context: StepContext
): Step => {
  const { settings } = state
  const target = readTarget(state, parameters)
  if (target instanceof Refusal) return refuse(state, target)
  const refusal = checkTransport(state, request)
  if (refusal !== undefined) return refuseCallback(state, target, refusal)
  const asked = readAsked(state, parameters, target)
  if (asked instanceof Refusal) return refuseCallback(state, target, asked)
  const decision = settings.approver(toConsentRequest(asked))
  if (decision._tag === "Approve" || decision._tag === "Deny") {
    return decideConsent(state, asked, decision, context)
  }
  if (decision._tag === "Ask" && parameters.get("prompt") === "none") {
    return refuseCallback(state, target, new Refusal("consent-required"))
  }
  return keepPending(state, asked, context)
}

const checkTransport = (
  { settings }: ProviderState,
  { parameters: sent, query }: ReceivedRequest
): Refusal | undefined => {
  const { allow, require } = settings
  const showsSecret = sent.has("client_secret") || query.has("client_secret")
  if (showsSecret && !allow.secretInUrl) return new Refusal("secret-in-url")
  const wasPushed = sent.has("request_uri")
  return require.pushedAuthorization && !wasPushed ? new Refusal("pushed-required") : undefined
}

const keepPending = (state: ProviderState, asked: BrowserAsked, context: StepContext): Step => {
  const id = makeOpaqueToken(context)
  const { capacity, lifetimes } = state.settings
  const { now } = context
  const pending = { asked, expiresAt: now + lifetimes.consent * 1000 }
  const consents = putEntry(state.consents, id, pending, { now, capacity })
  return askPerson({ ...state, consents }, id, asked.clientId)
}
