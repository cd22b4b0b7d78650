/** The authorization endpoint. */
import { HashMap } from "effect"
import type { Client } from "./Client.ts"
import { makeOpaqueToken } from "./OpaqueToken.ts"
import type { CodeChallenge } from "./Pkce.ts"
import { readChallenge } from "./Pkce.ts"
import type { ProviderState } from "./ProviderState.ts"
import { lookUp } from "./ProviderState.ts"
import type { ReceivedRequest } from "./ReceivedRequest.ts"
import { isRegisteredRedirectUri } from "./RedirectUri.ts"
import { callbackResponse, Refusal } from "./Refusal.ts"
import type { RequestParameters } from "./RequestParameters.ts"
import { rules } from "./rules.ts"
import { decodeScope, narrowScope } from "./Scope.ts"
import type { Step, StepContext } from "./Step.ts"
import { refuse } from "./Step.ts"

/**
 * Answers an authorization request: a redirect with a code or an error, or an error response as long as it is not
 * certain that the redirect URI is the client's.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.1
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1
 * @category endpoints
 * @since 0.1.0
 */
export const answerAuthorization = (
  state: ProviderState,
  request: ReceivedRequest,
  context: StepContext
): Step => {
  const target = readTarget(state, request)
  if (target instanceof Refusal) return refuse(state, target)
  const asked = readAsked(state, request, target.client)
  if (asked instanceof Refusal) return callBackRefusal(state, asked, target)
  const decision = state.settings.approver({
    clientId: target.client.clientId,
    redirectUri: target.redirectUri,
    scope: asked.scope,
    state: target.state
  })
  if (decision._tag === "Deny") return callBackRefusal(state, new Refusal("consent-denied"), target)
  return issueCode(state, target, { ...asked, scope: narrowScope(asked.scope, decision.scope) }, context)
}

/** Where the answer goes: found out first, because every later error is told there. */
interface Target {
  readonly client: Client
  readonly redirectUri: string
  readonly redirectUriWasSent: boolean
  readonly state: string | undefined
}

const readTarget = (state: ProviderState, request: ReceivedRequest): Target | Refusal => {
  const { parameters } = request
  if (request.method !== "GET" && request.method !== "POST") return new Refusal("authorize-method")
  if (request.method === "POST" && !request.isForm) return new Refusal("form-body")
  if (isAmbiguous(parameters, "client_id") || isAmbiguous(parameters, "redirect_uri")) {
    return new Refusal("duplicate-parameter")
  }
  const clientId = parameters.get("client_id")
  if (clientId === undefined) return new Refusal("authorize-client-missing")
  const client = lookUp(state.settings.clients, clientId)
  if (client === undefined) return new Refusal("authorize-client-unknown")
  const sent = parameters.get("redirect_uri")
  const redirectUri = sent ?? (client.redirectUris.length === 1 ? client.redirectUris[0] : undefined)
  if (redirectUri === undefined) return new Refusal("redirect-uri-missing")
  if (!isRegisteredRedirectUri(client.redirectUris, redirectUri))
    return new Refusal("redirect-uri-unregistered")
  return {
    client,
    redirectUri,
    redirectUriWasSent: sent !== undefined,
    state: isAmbiguous(parameters, "state") ? undefined : parameters.get("state")
  }
}

const isAmbiguous = (parameters: RequestParameters, name: string): boolean => parameters.all(name).length > 1

interface Asked {
  readonly scope: ReadonlyArray<string>
  readonly challenge: CodeChallenge | undefined
}

const readAsked = (state: ProviderState, request: ReceivedRequest, client: Client): Asked | Refusal => {
  const { parameters, query } = request
  if (query.has("client_secret") || parameters.has("client_secret")) return new Refusal("secret-in-url")
  if (parameters.malformed) return new Refusal("parameter-encoding")
  if (parameters.duplicate() !== undefined) return new Refusal("duplicate-parameter")
  const responseType = parameters.get("response_type")
  if (responseType === undefined) return new Refusal("response-type-missing")
  if (responseType !== "code") return new Refusal("response-type-unsupported")
  if (!client.grantTypes.includes("authorization_code")) return new Refusal("authorize-grant-type")
  const challenge = readChallenge(parameters, {
    required: state.settings.requirePkce,
    allowPlain: state.settings.allowPlainChallenge
  })
  if (challenge instanceof Refusal) return challenge
  const scope = readScope(parameters.get("scope"), client)
  return scope instanceof Refusal ? scope : { challenge, scope }
}

const readScope = (text: string | undefined, client: Client): ReadonlyArray<string> | Refusal => {
  if (text === undefined) return client.scopes ?? []
  const asked = decodeScope(text)
  if (asked === undefined) return new Refusal("scope-syntax")
  const granted = narrowScope(asked, client.scopes)
  return granted.length === 0 ? new Refusal("unregistered-scope") : granted
}

const callBackRefusal = (state: ProviderState, refusal: Refusal, target: Target): Step => {
  const { description, error } = rules[refusal.rule]
  const response = callbackResponse(target.redirectUri, [
    ["error", error],
    ["error_description", description],
    ...stateParameter(target)
  ])
  return refuse(state, refusal, response)
}

const stateParameter = (target: Target): ReadonlyArray<readonly [string, string]> =>
  target.state === undefined ? [] : [["state", target.state]]

const issueCode = (state: ProviderState, target: Target, asked: Asked, context: StepContext): Step => {
  const { client, redirectUri, redirectUriWasSent } = target
  const code = makeOpaqueToken(context)
  const grantId = state.nextGrantId
  const grant = { id: grantId, clientId: client.clientId, scope: asked.scope, revoked: false }
  const issued = {
    grantId,
    clientId: client.clientId,
    redirectUri,
    redirectUriWasSent,
    challenge: asked.challenge,
    expiresAt: context.now + state.settings.lifetimes.code * 1000,
    used: false
  }
  return {
    state: {
      ...state,
      nextGrantId: grantId + 1,
      grants: HashMap.set(state.grants, grantId, grant),
      codes: HashMap.set(state.codes, code, issued)
    },
    response: callbackResponse(redirectUri, [["code", code], ...stateParameter(target)]),
    events: [{ _tag: "CodeIssued", clientId: client.clientId, grantId }]
  }
}
