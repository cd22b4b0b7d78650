/** The grant `refresh_token`. */
import type { Client } from "./Client.ts"
import { putEntry } from "./Entries.ts"
import { endGrace } from "./endGrace.ts"
import { revokeGrant } from "./Grants.ts"
import { issueTokens } from "./issueTokens.ts"
import { findPresented, readGrantResources } from "./PresentedGrant.ts"
import type { IssuedToken, ProviderState } from "./ProviderState.ts"
import { isRevoked } from "./ProviderState.ts"
import type { ReceivedRequest } from "./ReceivedRequest.ts"
import { Refusal } from "./Refusal.ts"
import type { RequestParameters } from "./RequestParameters.ts"
import { decodeScope } from "./Scope.ts"
import type { Settings } from "./Settings.ts"
import type { GrantContext, Step } from "./Step.ts"
import { refuse } from "./Step.ts"

/**
 * Exchanges a refresh token for a new access token and, where tokens rotate, a new refresh token. The use of one that
 * was replaced, and has no grace left, revokes its whole family.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-6
 * @see https://www.rfc-editor.org/rfc/rfc9700#section-4.14.2
 */
export const answerRefreshToken = (
  state: ProviderState,
  client: Client,
  request: ReceivedRequest,
  context: GrantContext
): Step => {
  const { settings } = state
  const presented = findPresented(state.refreshTokens, request.parameters, client, "refresh-token")
  if (presented instanceof Refusal) return refuse(state, presented)
  const { issued, text: token } = presented
  if (issued.replaced !== undefined && issued.replaced.graceUntil <= context.now) {
    return refuseReuse(state, issued)
  }
  const refusal = checkLife(state, issued, request.parameters, context)
  if (refusal !== undefined) return refuse(state, refusal)
  const scope = readNarrowed(settings, request.parameters.get("scope"), issued)
  if (scope instanceof Refusal) return refuse(state, scope)
  const { clientId, grant } = issued
  const resources = readGrantResources(state, grant, request.parameters)
  if (resources instanceof Refusal) return refuse(state, resources)
  const issue = { client, request, grant, scope, resources, grantType: "refresh_token" } as const
  const used = endGrace(state, issued, context.now)
  const { repeats, rotates } = settings.rotation
  if (!rotates)
    return issueTokens(used, { ...issue, refreshToken: repeats ? { repeats: token } : "none" }, context)
  const step = issueTokens(used, { ...issue, refreshToken: { replaces: token } }, context)
  // A provider that gives no other leaves the one that there is.
  if (step.state.refreshTokens === used.refreshTokens) return step
  return {
    ...step,
    state: replace(step.state, token, issued, context.now),
    events: [{ _tag: "RefreshTokenReplaced", clientId, grantId: grant.id }, ...step.events]
  }
}

// A grace that runs is not made longer by another use.
const replace = (state: ProviderState, text: string, issued: IssuedToken, now: number): ProviderState => {
  const { capacity, rotation } = state.settings
  const replaced = issued.replaced ?? { graceUntil: now + rotation.graceMillis }
  return {
    ...state,
    refreshTokens: putEntry(state.refreshTokens, text, { ...issued, replaced }, { now, capacity })
  }
}

const refuseReuse = (state: ProviderState, { clientId, grant }: IssuedToken): Step => {
  const grantId = grant.id
  const refusal = new Refusal("refresh-token-reused")
  if (!state.settings.rotation.reuseRevokes) return refuse(state, refusal)
  return refuse(revokeGrant(state, grantId), refusal, [{ _tag: "GrantRevoked", clientId, grantId }])
}

const checkLife = (
  state: ProviderState,
  issued: IssuedToken,
  parameters: RequestParameters,
  context: GrantContext
): Refusal | undefined => {
  const { grant } = issued
  if (isRevoked(state, grant)) return new Refusal("grant-revoked")
  if (issued.expiresAt <= context.now) return new Refusal("refresh-token-expired")
  if (issued.jkt !== undefined && issued.jkt !== context.jkt) return new Refusal("dpop-key")
  const wantsUri = state.settings.require.redirectUriOnRefresh && grant.redirectUri !== undefined
  return wantsUri && parameters.get("redirect_uri") !== grant.redirectUri
    ? new Refusal("refresh-redirect-uri")
    : undefined
}

const readNarrowed = (
  { deviations }: Settings,
  text: string | undefined,
  issued: IssuedToken
): ReadonlyArray<string> | Refusal => {
  if (text === undefined) return issued.scope
  const asked = decodeScope(text, deviations.request?.scopeSeparator)
  if (asked === undefined) return new Refusal("scope-syntax")
  return asked.every((value) => issued.scope.includes(value)) ? asked : new Refusal("scope-widened")
}
