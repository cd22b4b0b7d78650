/** Pushed authorization requests. */
import { findEntry, putEntry, removeEntry } from "./Entries.ts"
import { readAsked, readTarget } from "./AuthorizationRequest.ts"
import { readProof } from "./Dpop.ts"
import { makeOpaqueToken } from "./makeOpaqueToken.ts"
import type { ProviderState } from "./ProviderState.ts"
import type { ReceivedRequest } from "./ReceivedRequest.ts"
import { jsonResponse } from "./jsonResponse.ts"
import { Refusal } from "./Refusal.ts"
import { RequestParameters } from "./RequestParameters.ts"
import { toAuthorization, receiveFromClient } from "./receiveFromClient.ts"
import type { Step, StepContext } from "./Step.ts"
import { answer, refuse } from "./Step.ts"

const prefix = "urn:ietf:params:oauth:request_uri:"

/**
 * Keeps an authorization request that a client sends directly, and gives it a `request_uri` that works once.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9126#section-2
 */
export const answerPushedAuthorization = (
  state: ProviderState,
  request: ReceivedRequest,
  context: StepContext
): Step => {
  const client = receiveFromClient(state, request, context)
  if (client instanceof Refusal) return refuse(state, client)
  if (request.parameters.has("request_uri")) return refuse(state, new Refusal("pushed-request-uri"))
  const parameters = bindToKey(state, request, toAuthorization(request, client.clientId), context)
  if (parameters instanceof Refusal) return refuse(state, parameters)
  const target = readTarget(state, parameters)
  if (target instanceof Refusal) return refuse(state, target)
  const asked = readAsked(state, parameters, target)
  if (asked instanceof Refusal) return refuse(state, asked)
  const uri = `${prefix}${makeOpaqueToken(context)}`
  const { capacity, lifetimes } = state.settings
  const { now } = context
  const lifetime = lifetimes.pushedRequest
  const pushed = {
    clientId: client.clientId,
    parameters,
    expiresAt: now + lifetime * 1000
  }
  return answer(
    { ...state, pushed: putEntry(state.pushed, uri, pushed, { now, capacity }) },
    jsonResponse(201, { request_uri: uri, expires_in: lifetime }),
    [{ _tag: "RequestPushed", clientId: client.clientId }]
  )
}

// A proof that comes with the request does what dpop_jkt would do, and may not differ from it (RFC 9449, 10.1).
const bindToKey = (
  { settings }: ProviderState,
  request: ReceivedRequest,
  parameters: RequestParameters,
  context: StepContext
): RequestParameters | Refusal => {
  const jkt = readProof(settings, request, context)
  if (jkt === undefined || jkt instanceof Refusal) return jkt ?? parameters
  const sent = parameters.get("dpop_jkt")
  if (sent !== undefined && sent !== jkt) return new Refusal("dpop-key")
  return new RequestParameters({
    malformed: parameters.malformed,
    entries: [...parameters.entries().filter(([name]) => name !== "dpop_jkt"), ["dpop_jkt", jkt]]
  })
}

/**
 * Takes the request that a `request_uri` stands for.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9126#section-4
 */
export const takePushedRequest = (
  state: ProviderState,
  sent: RequestParameters,
  now: number
): { readonly state: ProviderState; readonly parameters: RequestParameters } | Refusal => {
  const { allow } = state.settings
  if (!allow.duplicateParameters && sent.all("request_uri").length > 1) {
    return new Refusal("duplicate-parameter")
  }
  const uri = sent.get("request_uri") ?? ""
  const pushed = findEntry(state.pushed, uri)
  if (pushed === undefined) return new Refusal("request-uri-unknown")
  if (sent.get("client_id") !== pushed.clientId) return new Refusal("request-uri-client")
  if (pushed.expiresAt <= now) return new Refusal("request-uri-expired")
  return { state: { ...state, pushed: removeEntry(state.pushed, uri) }, parameters: pushed.parameters }
}
