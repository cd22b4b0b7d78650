/** The grant `authorization_code`. */
import type { Client } from "./Client.ts"
import { putEntry } from "./Entries.ts"
import { revokeGrant } from "./Grants.ts"
import { issueTokens } from "./issueTokens.ts"
import { checkVerifier } from "./Pkce.ts"
import { findPresented, readGrantResources } from "./PresentedGrant.ts"
import type { IssuedCode, ProviderState } from "./ProviderState.ts"
import type { ReceivedRequest } from "./ReceivedRequest.ts"
import { Refusal } from "./Refusal.ts"
import type { RequestParameters } from "./RequestParameters.ts"
import type { Settings } from "./Settings.ts"
import type { GrantContext, Step } from "./Step.ts"
import { refuse } from "./Step.ts"

/**
 * Exchanges a code for tokens. A code works once; its second use revokes what the first one gave.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.3
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2
 */
export const answerAuthorizationCode = (
  state: ProviderState,
  client: Client,
  request: ReceivedRequest,
  context: GrantContext
): Step => {
  const { settings } = state
  const presented = findPresented(state.codes, request.parameters, client, "code")
  if (presented instanceof Refusal) return refuse(state, presented)
  const { issued, text: code } = presented
  if (issued.used && !settings.allow.codeReuse) return refuseReuse(state, issued)
  const refusal = checkBinding(settings, issued, request.parameters, context)
  if (refusal !== undefined) return refuse(state, refusal)
  const { grant } = issued
  const resources = readGrantResources(state, grant, request.parameters)
  if (resources instanceof Refusal) return refuse(state, resources)
  const forgetting = { now: context.now, capacity: settings.capacity }
  const codes = putEntry(state.codes, code, { ...issued, used: true }, forgetting)
  const { scope } = grant
  return issueTokens(
    { ...state, codes },
    { client, request, grant, scope, resources, grantType: "authorization_code", refreshToken: "new" },
    context
  )
}

const refuseReuse = (state: ProviderState, { clientId, grant }: IssuedCode): Step =>
  refuse(revokeGrant(state, grant.id), new Refusal("code-reused"), [
    { _tag: "GrantRevoked", clientId, grantId: grant.id }
  ])

const checkBinding = (
  { allow }: Settings,
  issued: IssuedCode,
  parameters: RequestParameters,
  context: GrantContext
): Refusal | undefined => {
  if (issued.expiresAt <= context.now) return new Refusal("code-expired")
  const redirectUri = parameters.get("redirect_uri")
  const mayOmit = redirectUri === undefined && (!issued.redirectUriWasSent || allow.missingRedirectUri)
  if (!mayOmit && redirectUri !== issued.redirectUri) return new Refusal("code-redirect-uri")
  if (issued.jkt !== undefined && issued.jkt !== context.jkt) return new Refusal("dpop-key")
  const verifier = parameters.get("code_verifier")
  if (verifier === undefined && allow.missingVerifier) return undefined
  if (issued.challenge === undefined && allow.verifierWithoutChallenge) return undefined
  return checkVerifier(issued.challenge, verifier)
}
