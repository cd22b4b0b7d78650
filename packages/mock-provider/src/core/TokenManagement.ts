/** Revocation and introspection: what clients and resources do with tokens that were issued. */
import { boundClaims } from "./Claims.ts"
import { findEntry, removeEntry } from "./Entries.ts"
import { revokeGrant } from "./Grants.ts"
import { receiveFromClient } from "./receiveFromClient.ts"
import { ownClaims } from "./OwnClaims.ts"
import type { IssuedToken, ProviderState } from "./ProviderState.ts"
import { findLive } from "./ProviderState.ts"
import type { ReceivedRequest } from "./ReceivedRequest.ts"
import { jsonResponse } from "./jsonResponse.ts"
import { writeAudience } from "./Resources.ts"
import { Refusal } from "./Refusal.ts"
import type { Step, StepContext } from "./Step.ts"
import { answer, refuse } from "./Step.ts"

/**
 * Revokes a token: an access token alone, a refresh token with all of its grant. A token that is not known counts as
 * revoked.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7009#section-2
 */
export const answerRevocation = (
  state: ProviderState,
  request: ReceivedRequest,
  context: StepContext
): Step => {
  const client = receiveFromClient(state, request, context)
  if (client instanceof Refusal) return refuse(state, client)
  const { clientId } = client
  const text = request.parameters.get("token")
  if (text === undefined) return refuse(state, new Refusal("token-missing"))
  const refresh = findEntry(state.refreshTokens, text)
  const token = refresh ?? findEntry(state.accessTokens, text)
  if (token === undefined) return answer(state, revoked)
  const grantId = token.grant.id
  if (token.clientId !== clientId) return refuse(state, new Refusal("token-client"))
  if (refresh !== undefined) {
    return answer(revokeGrant(state, grantId), revoked, [{ _tag: "GrantRevoked", clientId, grantId }])
  }
  const accessTokens = removeEntry(state.accessTokens, text)
  return answer({ ...state, accessTokens }, revoked, [{ _tag: "TokenRevoked", clientId, grantId }])
}

// The body says nothing (RFC 7009, 2.2), but there are clients that cannot read an answer that is not JSON.
const revoked = jsonResponse(200, {})

/**
 * Says to a confidential client whether a token is good, and what it stands for. Of one that is not, it says nothing.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7662#section-2
 */
export const answerIntrospection = (
  state: ProviderState,
  request: ReceivedRequest,
  context: StepContext
): Step => {
  const client = receiveFromClient(state, request, context)
  if (client instanceof Refusal) return refuse(state, client)
  if (request.authentication.places.length === 0) return refuse(state, new Refusal("introspect-public"))
  const text = request.parameters.get("token")
  if (text === undefined) return refuse(state, new Refusal("token-missing"))
  const access = findLive(state, state.accessTokens, text, context.now)
  const live = access ?? findLive(state, state.refreshTokens, text, context.now)
  if (live === undefined) return answer(state, jsonResponse(200, { active: false }))
  const type = access === undefined ? {} : { token_type: access.jkt === undefined ? "Bearer" : "DPoP" }
  return answer(state, jsonResponse(200, { ...describe(state, live), ...type }))
}

const describe = (state: ProviderState, token: IssuedToken) => ({
  ...ownClaims(state.settings, "accessToken", {
    clientId: token.clientId,
    scope: token.scope,
    subject: token.grant.subject
  }),
  active: true,
  iss: state.settings.issuer,
  client_id: token.clientId,
  sub: token.grant.subject ?? token.clientId,
  iat: Math.floor(token.issuedAt / 1000),
  ...(token.expiresAt === Infinity ? {} : { exp: Math.floor(token.expiresAt / 1000) }),
  ...(token.resources.length === 0 ? {} : { aud: writeAudience(token.resources) }),
  ...(token.scope.length === 0 ? {} : { scope: token.scope.join(" ") }),
  ...boundClaims(token.jkt, token.grant)
})
