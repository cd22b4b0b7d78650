/** The grant `authorization_code`. */
import { HashMap } from "effect"
import type { Client } from "./Client.ts"
import { issueTokens } from "./IssueTokens.ts"
import { checkVerifier } from "./Pkce.ts"
import type { IssuedCode, ProviderState } from "./ProviderState.ts"
import { lookUp, revokeGrant } from "./ProviderState.ts"
import { Refusal, refusalResponse } from "./Refusal.ts"
import type { RequestParameters } from "./RequestParameters.ts"
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
  parameters: RequestParameters,
  context: StepContext
): Step => {
  const code = parameters.get("code")
  if (code === undefined) return refuse(state, new Refusal("code-missing"))
  const issued = lookUp(state.codes, code)
  if (issued === undefined) return refuse(state, new Refusal("code-unknown"))
  if (issued.clientId !== client.clientId) return refuse(state, new Refusal("code-client"))
  if (issued.used) return refuseReuse(state, issued)
  const refusal = checkBinding(issued, parameters, context)
  if (refusal !== undefined) return refuse(state, refusal)
  const spent = { ...state, codes: HashMap.set(state.codes, code, { ...issued, used: true }) }
  const scope = lookUp(state.grants, issued.grantId)?.scope ?? []
  return issueTokens(spent, client, { grantId: issued.grantId, scope, refreshToken: "new" }, context)
}

const refuseReuse = (state: ProviderState, { clientId, grantId }: IssuedCode): Step => {
  const refusal = new Refusal("code-reused")
  const revoked = revokeGrant(state, grantId)
  return refuse(revoked, refusal, refusalResponse(refusal), [{ _tag: "GrantRevoked", clientId, grantId }])
}

const checkBinding = (
  issued: IssuedCode,
  parameters: RequestParameters,
  context: StepContext
): Refusal | undefined => {
  if (issued.expiresAt <= context.now) return new Refusal("code-expired")
  const redirectUri = parameters.get("redirect_uri")
  const mayOmit = !issued.redirectUriWasSent && redirectUri === undefined
  if (!mayOmit && redirectUri !== issued.redirectUri) return new Refusal("code-redirect-uri")
  return checkVerifier(issued.challenge, parameters.get("code_verifier"))
}
