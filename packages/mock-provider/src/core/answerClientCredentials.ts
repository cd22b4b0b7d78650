/** The grant `client_credentials`. */
import { readScope } from "./AuthorizationRequest.ts"
import type { Client } from "./Client.ts"
import { issueClientTokens } from "./issueTokens.ts"
import type { ProviderState } from "./ProviderState.ts"
import type { ReceivedRequest } from "./ReceivedRequest.ts"
import { readResources } from "./Resources.ts"
import { Refusal } from "./Refusal.ts"
import type { GrantContext, Step } from "./Step.ts"
import { refuse } from "./Step.ts"

/**
 * Gives a confidential client an access token of its own, without a refresh token.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.4
 */
export const answerClientCredentials = (
  state: ProviderState,
  client: Client,
  request: ReceivedRequest,
  context: GrantContext
): Step => {
  if (request.authentication.places.length === 0) {
    return refuse(state, new Refusal("client-credentials-public"))
  }
  const scope = readScope(state.settings, client, request.parameters.get("scope"))
  if (scope instanceof Refusal) return refuse(state, scope)
  const resources = readResources(state.settings, request.parameters)
  if (resources instanceof Refusal) return refuse(state, resources)
  return issueClientTokens(
    state,
    { client, request, scope, resources, grantType: "client_credentials" },
    context
  )
}
