/** The claims of the JWTs that the provider issues. */
import type { JsonMembers } from "./JsonMembers.ts"
import type { Grant } from "./ProviderState.ts"
import type { TokenContext } from "./Deviations.ts"
import { ownClaims } from "./OwnClaims.ts"
import { writeAudience } from "./Resources.ts"
import type { Settings } from "./Settings.ts"

/**
 * Makes the claims of an access token. Its audience is the resource endpoint, or the issuer where there is none.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9068#section-2.2
 */
export const accessTokenClaims = (
  settings: Settings,
  { client, jkt, now, resources, scope, subject }: TokenContext,
  id: string,
  grant: Grant
): JsonMembers => {
  const { issuer, lifetimes, urls } = settings
  return {
    aud: resources.length > 0 ? writeAudience(resources) : (urls.resource ?? issuer),
    ...ownClaims(settings, "accessToken", { clientId: client.clientId, scope, subject }),
    iss: issuer,
    sub: subject ?? client.clientId,
    client_id: client.clientId,
    iat: seconds(now),
    ...(lifetimes.accessToken === Infinity ? {} : { exp: seconds(now) + lifetimes.accessToken }),
    jti: id,
    ...(scope.length === 0 ? {} : { scope: scope.join(" ") }),
    ...boundClaims(jkt, grant)
  }
}

/**
 * Makes the claims that say which key a token is bound to, and who acts for its subject.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9449#section-6
 * @see https://www.rfc-editor.org/rfc/rfc8693#section-4.1
 */
export const boundClaims = (jkt: string | undefined, { actor }: Pick<Grant, "actor">): JsonMembers => ({
  ...(jkt === undefined ? {} : { cnf: { jkt } }),
  ...(actor === undefined ? {} : { act: { sub: actor } })
})

/**
 * Makes the claims of an id token. A refreshed one has no nonce.
 *
 * @see https://openid.net/specs/openid-connect-core-1_0.html#IDToken
 * @see https://openid.net/specs/openid-connect-core-1_0.html#RefreshTokenResponse
 */
export const idTokenClaims = (
  settings: Settings,
  { client, grantType, now, scope, subject }: TokenContext,
  grant: Grant
): JsonMembers => ({
  ...ownClaims(settings, "idToken", { clientId: client.clientId, scope, subject }),
  iss: settings.issuer,
  sub: subject ?? client.clientId,
  aud: client.clientId,
  iat: seconds(now),
  exp: seconds(now) + settings.lifetimes.idToken,
  auth_time: seconds(grant.grantedAt),
  ...(grant.nonce === undefined || grantType === "refresh_token" ? {} : { nonce: grant.nonce })
})

const seconds = (millis: number): number => Math.floor(millis / 1000)
