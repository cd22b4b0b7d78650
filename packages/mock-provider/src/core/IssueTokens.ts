/** The tokens that a successful token request gives. */
import { HashMap } from "effect"
import type { Client } from "./Client.ts"
import { makeOpaqueToken } from "./OpaqueToken.ts"
import type { IssuedToken, ProviderState } from "./ProviderState.ts"
import { lookUp } from "./ProviderState.ts"
import { jsonResponse } from "./Refusal.ts"
import type { Step, StepContext } from "./Step.ts"

/**
 * Describes what is issued: the scope of the access token, and whether a refresh token comes with it.
 *
 * @category models
 * @since 0.1.0
 */
export interface Issue {
  readonly grantId: number
  readonly scope: ReadonlyArray<string>
  readonly refreshToken: "new" | "none"
}

/**
 * Issues tokens for a grant and makes the token response.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.1
 * @category grants
 * @since 0.1.0
 */
export const issueTokens = (
  state: ProviderState,
  client: Client,
  issue: Issue,
  context: StepContext
): Step => {
  const { lifetimes, tokenMembers } = state.settings
  const { clientId } = client
  const { grantId, scope } = issue
  const accessToken = makeOpaqueToken(context)
  const refreshes = issue.refreshToken === "new" && client.grantTypes.includes("refresh_token")
  const refreshToken = refreshes ? makeOpaqueToken(context) : undefined
  const body = {
    ...tokenMembers,
    access_token: accessToken,
    token_type: "Bearer",
    expires_in: lifetimes.accessToken,
    ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
    ...(scope.length === 0 ? {} : { scope: scope.join(" ") })
  }
  const token = (values: ReadonlyArray<string>, lifetime: number | undefined): IssuedToken => ({
    grantId,
    clientId,
    scope: values,
    expiresAt: lifetime === undefined ? undefined : context.now + lifetime * 1000,
    replaced: false
  })
  // A narrowed request narrows its access token only: the new refresh token keeps the scope of the grant.
  const granted = lookUp(state.grants, grantId)?.scope ?? scope
  return {
    state: {
      ...state,
      accessTokens: HashMap.set(state.accessTokens, accessToken, token(scope, lifetimes.accessToken)),
      refreshTokens:
        refreshToken === undefined
          ? state.refreshTokens
          : HashMap.set(state.refreshTokens, refreshToken, token(granted, lifetimes.refreshToken))
    },
    response: jsonResponse(200, body),
    events: [{ _tag: "TokensIssued", clientId, grantId }]
  }
}
