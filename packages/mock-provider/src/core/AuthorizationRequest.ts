/** The authorization request: what it has to be, whether it comes by the browser, is pushed, or is a device's. */
import type { ResponseMode } from "./ResponseMode.ts"
import type { Client } from "./Client.ts"
import { isPublic } from "./Client.ts"
import type { ConsentRequest } from "./Consent.ts"
import { readChallenge } from "./Pkce.ts"
import type { Asked, BrowserAsked, ProviderState } from "./ProviderState.ts"
import { lookUp } from "./ProviderState.ts"
import type { RequestParameters } from "./RequestParameters.ts"
import { isRegisteredRedirectUri } from "./isRegisteredRedirectUri.ts"
import { Refusal } from "./Refusal.ts"
import { decodeScope, narrowScope } from "./Scope.ts"
import { readResources } from "./Resources.ts"
import { signedInUser } from "./signedInUser.ts"
import type { Settings } from "./Settings.ts"

/** Describes where the answer goes: found first, because every later error goes there. */
export interface Target {
  readonly client: Client
  readonly mode: ResponseMode
  readonly redirectUri: string
  readonly redirectUriWasSent: boolean
  readonly state: string | undefined
}

/**
 * Reads the client and its redirect URI, and refuses a redirect URI that is not the client's.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1
 */
export const readTarget = (state: ProviderState, parameters: RequestParameters): Target | Refusal => {
  const { allow, clients, responseModes } = state.settings
  const isAmbiguous = (name: string): boolean => !allow.duplicateParameters && parameters.all(name).length > 1
  if (isAmbiguous("client_id") || isAmbiguous("redirect_uri")) return new Refusal("duplicate-parameter")
  const clientId = parameters.get("client_id")
  if (clientId === undefined) return new Refusal("authorize-client-missing")
  const client = lookUp(clients, clientId)
  if (client === undefined) return new Refusal("authorize-client-unknown")
  const sent = parameters.get("redirect_uri")
  const redirectUri = sent ?? (client.redirectUris.length === 1 ? client.redirectUris[0] : undefined)
  if (redirectUri === undefined) return new Refusal("redirect-uri-missing")
  if (!isRegisteredRedirectUri(client.redirectUris, redirectUri, allow))
    return new Refusal("redirect-uri-unregistered")
  return {
    client,
    redirectUri,
    redirectUriWasSent: sent !== undefined,
    mode: responseModes.find((mode) => mode === parameters.get("response_mode")) ?? "query",
    state: isAmbiguous("state") ? undefined : parameters.get("state")
  }
}

/**
 * Reads what is asked for, once it is known who asks.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.1
 */
export const readAsked = (
  provider: ProviderState,
  parameters: RequestParameters,
  target: Target
): BrowserAsked | Refusal => {
  const { settings } = provider
  const { allow, require } = settings
  const { client, mode, redirectUri, redirectUriWasSent, state } = target
  const malformed = checkForm(settings, parameters, target)
  if (malformed !== undefined) return malformed
  const required = require.pkce ?? isPublic(client)
  const challenge = readChallenge(parameters, { required, allowPlain: allow.plainChallenge })
  if (challenge instanceof Refusal) return challenge
  const scope = readScope(settings, client, parameters.get("scope"))
  if (scope instanceof Refusal) return scope
  const isOpenid = settings.idTokens && parameters.has("scope") && scope.includes("openid")
  if (isOpenid && !redirectUriWasSent) return new Refusal("redirect-uri-openid")
  const resources = readResources(settings, parameters)
  if (resources instanceof Refusal) return resources
  const subject = signedInUser(provider, parameters)
  if (subject instanceof Refusal) return subject
  const jkt = readKeyThumbprint(settings, parameters)
  if (jkt instanceof Refusal) return jkt
  return {
    clientId: client.clientId,
    mode,
    jkt,
    redirectUri,
    redirectUriWasSent,
    state,
    subject,
    resources,
    challenge,
    scope,
    nonce: parameters.get("nonce"),
    authorization: parameters
  }
}

/** Makes of what was asked for what the user is asked. */
export const toConsentRequest = ({
  clientId,
  redirectUri,
  scope,
  state,
  subject
}: Asked): ConsentRequest => ({ clientId, redirectUri, scope, state, subject })

// A provider that binds no tokens does not know the parameter.
const readKeyThumbprint = (
  { dpop }: Settings,
  parameters: RequestParameters
): string | Refusal | undefined => {
  const jkt = dpop === undefined ? undefined : parameters.get("dpop_jkt")
  return jkt === undefined || /^[A-Za-z0-9_-]{43}$/.test(jkt) ? jkt : new Refusal("dpop-jkt-syntax")
}

const checkForm = (
  { allow, require, responseModes }: Settings,
  parameters: RequestParameters,
  { client, state }: Target
): Refusal | undefined => {
  if (parameters.malformed) return new Refusal("parameter-encoding")
  if (!allow.duplicateParameters && parameters.duplicate() !== undefined) {
    return new Refusal("duplicate-parameter")
  }
  const responseType = parameters.get("response_type") ?? (allow.missingResponseType ? "code" : undefined)
  if (responseType === undefined) return new Refusal("response-type-missing")
  if (responseType !== "code") return new Refusal("response-type-unsupported")
  const sentMode = parameters.get("response_mode") ?? "query"
  if (!responseModes.some((mode) => mode === sentMode)) return new Refusal("response-mode-unsupported")
  if (parameters.has("request")) return new Refusal("request-object-unsupported")
  const prompts = parameters.get("prompt")?.split(" ") ?? []
  if (prompts.length > 1 && prompts.includes("none")) return new Refusal("prompt-none-alone")
  if (!client.grantTypes.includes("authorization_code")) return new Refusal("authorize-grant-type")
  return require.state && state === undefined ? new Refusal("state-missing") : undefined
}

/**
 * Reads the scope asked for, narrowed to what the client may be granted; left out, that is all of it.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-3.3
 */
export const readScope = (
  { allow, deviations }: Settings,
  client: Client,
  text: string | undefined
): ReadonlyArray<string> | Refusal => {
  if (text === undefined) return client.scopes ?? []
  const asked = decodeScope(text, deviations.request?.scopeSeparator)
  if (asked === undefined) return new Refusal("scope-syntax")
  const granted = allow.unregisteredScope ? asked : narrowScope(asked, client.scopes)
  return granted.length === 0 ? new Refusal("unregistered-scope") : granted
}
