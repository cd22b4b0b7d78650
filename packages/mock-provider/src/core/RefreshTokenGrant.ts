/** The grant `refresh_token`. */
import { HashMap } from "effect"
import type { Client } from "./Client.ts"
import { issueTokens } from "./IssueTokens.ts"
import type { IssuedToken, ProviderState } from "./ProviderState.ts"
import { lookUp, revokeGrant } from "./ProviderState.ts"
import { Refusal, refusalResponse } from "./Refusal.ts"
import type { RequestParameters } from "./RequestParameters.ts"
import { decodeScope } from "./Scope.ts"
import type { Step, StepContext } from "./Step.ts"
import { refuse } from "./Step.ts"

/**
 * Exchanges a refresh token for a new access token and, where tokens rotate, a new refresh token. The use of one that
 * was replaced revokes its whole family.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-6
 * @see https://www.rfc-editor.org/rfc/rfc9700#section-4.14.2
 * @category grants
 * @since 0.1.0
 */
export const answerRefreshToken = (
  state: ProviderState,
  client: Client,
  parameters: RequestParameters,
  context: StepContext
): Step => {
  const token = parameters.get("refresh_token")
  if (token === undefined) return refuse(state, new Refusal("refresh-token-missing"))
  const issued = lookUp(state.refreshTokens, token)
  if (issued === undefined) return refuse(state, new Refusal("refresh-token-unknown"))
  if (issued.clientId !== client.clientId) return refuse(state, new Refusal("refresh-token-client"))
  if (issued.replaced) return refuseReuse(state, issued)
  const refusal = checkLife(state, issued, context)
  if (refusal !== undefined) return refuse(state, refusal)
  const scope = readScope(parameters.get("scope"), issued)
  if (scope instanceof Refusal) return refuse(state, scope)
  if (state.settings.rotation === "none") {
    return issueTokens(state, client, { grantId: issued.grantId, scope, refreshToken: "none" }, context)
  }
  const replaced = HashMap.set(state.refreshTokens, token, { ...issued, replaced: true })
  const step = issueTokens(
    { ...state, refreshTokens: replaced },
    client,
    { grantId: issued.grantId, scope, refreshToken: "new" },
    context
  )
  const { clientId, grantId } = issued
  return { ...step, events: [{ _tag: "RefreshTokenReplaced", clientId, grantId }, ...step.events] }
}

const refuseReuse = (state: ProviderState, { clientId, grantId }: IssuedToken): Step => {
  const refusal = new Refusal("refresh-token-reused")
  const revoked = revokeGrant(state, grantId)
  return refuse(revoked, refusal, refusalResponse(refusal), [{ _tag: "GrantRevoked", clientId, grantId }])
}

const checkLife = (state: ProviderState, issued: IssuedToken, context: StepContext): Refusal | undefined => {
  if (lookUp(state.grants, issued.grantId)?.revoked !== false) return new Refusal("grant-revoked")
  if ((issued.expiresAt ?? Infinity) <= context.now) return new Refusal("refresh-token-expired")
  return undefined
}

const readScope = (text: string | undefined, issued: IssuedToken): ReadonlyArray<string> | Refusal => {
  if (text === undefined) return issued.scope
  const asked = decodeScope(text)
  if (asked === undefined) return new Refusal("scope-syntax")
  return asked.every((value) => issued.scope.includes(value)) ? asked : new Refusal("scope-widened")
}
