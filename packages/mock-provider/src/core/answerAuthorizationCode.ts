/** The grant `authorization_code`. */
import type { Client } from "./Client.ts"
import { findEntry, putEntry } from "./Entries.ts"
import { revokeGrant } from "./Grants.ts"
import { issueTokens } from "./issueTokens.ts"
import { checkVerifier } from "./Pkce.ts"
import type { IssuedCode, ProviderState } from "./ProviderState.ts"
import { isRevoked } from "./ProviderState.ts"
import type { ReceivedRequest } from "./ReceivedRequest.ts"
import { Refusal } from "./Refusal.ts"
import { readResources } from "./Resources.ts"
import type { RequestParameters } from "./RequestParameters.ts"
import type { Settings } from "./Settings.ts"
import type { Step, StepContext } from "./Step.ts"
import { refuse } from "./Step.ts"

/**
 * Exchanges a code for tokens. A code works once; its second use revokes what the first one gave.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.3
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2
 * @category grants
 * @since 0.1.0
 */
export const answerAuthorizationCode = (
  state: ProviderState,
  client: Client,
  request: ReceivedRequest,
  context: StepContext
): Step => {
  const { settings } = state
  const code = request.parameters.get("code")
  if (code === undefined) return refuse(state, new Refusal("code-missing"))
  const issued = findEntry(state.codes, code)
  if (issued === undefined) return refuse(state, new Refusal("code-unknown"))
  if (issued.clientId !== client.clientId) return refuse(state, new Refusal("code-client"))
  if (issued.used && !settings.allow.codeReuse) return refuseReuse(state, issued)
  const refusal = checkBinding(settings, issued, request.parameters, context)
  if (refusal !== undefined) return refuse(state, refusal)
  const { grant } = issued
  if (isRevoked(state, grant)) return refuse(state, new Refusal("grant-revoked"))
  const resources = readResources(settings, request.parameters, grant.resources)
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
  context: StepContext
): Refusal | undefined => {
  if (issued.expiresAt <= context.now) return new Refusal("code-expired")
  const redirectUri = parameters.get("redirect_uri")
  const mayOmit = redirectUri === undefined && (!issued.redirectUriWasSent || allow.missingRedirectUri)
  if (!mayOmit && redirectUri !== issued.redirectUri) return new Refusal("code-redirect-uri")
  const verifier = parameters.get("code_verifier")
  if (verifier === undefined && allow.missingVerifier) return undefined
  if (issued.challenge === undefined && allow.verifierWithoutChallenge) return undefined
  return checkVerifier(issued.challenge, verifier)
}
