/** Tells a provider that an account's token is no longer needed. */
import { Effect, Redacted } from "effect"
import type { HttpClient } from "effect/http"
import type { AuthorizationServerInvalid } from "../domain/AuthorizationServerInvalid.ts"
import type { Token } from "../domain/Token.ts"
import { TokenRevocationFailed } from "../domain/TokenRevocationFailed.ts"
import { parseEndpointUrl } from "../protocol/EndpointUrl.ts"
import { clientRequest } from "../protocol/FormRequest.ts"
import { processRevocationResponse } from "../protocol/Revocation.ts"
import type { RevokedToken } from "../protocol/Revocation.ts"
import type { TokenRequestClient } from "../protocol/TokenRequestClient.ts"
import { formPost, sendOnce } from "./sendOnce.ts"

/**
 * Revokes a token at the revocation endpoint `url`: the refresh token first, as it is the one that lasts, then the
 * access token, which not every provider revokes along with it. Both are tried, and the first failure is the one given.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7009#section-2
 */
export const revokeToken = Effect.fn("RevocationEndpoint.revokeToken")(function* (
  client: TokenRequestClient,
  url: string,
  token: Token
): Effect.fn.Return<void, AuthorizationServerInvalid | TokenRevocationFailed, HttpClient.HttpClient> {
  const { domain } = client
  yield* Effect.fromResult(parseEndpointUrl(url, { domain, endpoint: "revocationUrl" }))
  const outcomes = yield* Effect.forEach(revocable(token), (revoked) =>
    Effect.result(revoke(client, url, revoked))
  )
  yield* Effect.forEach(outcomes, (outcome) => Effect.fromResult(outcome), { discard: true })
})

const revocable = ({ accessToken, refreshToken }: Token): ReadonlyArray<RevokedToken> => {
  const lasting = refreshToken !== undefined && Redacted.value(refreshToken) !== ""
  return [
    ...(lasting ? [{ token: refreshToken, hint: "refresh_token" } as const] : []),
    // A provider may not revoke access tokens at all: it has done its part when the refresh token is gone.
    { token: accessToken, hint: "access_token", isOptional: lasting }
  ]
}

const revoke = Effect.fnUntraced(function* (client: TokenRequestClient, url: string, revoked: RevokedToken) {
  const { domain } = client
  const request = clientRequest(client, url, { token: revoked.token, token_type_hint: revoked.hint })
  const response = yield* Effect.mapError(sendOnce(formPost(request)), () => unreachable(domain))
  return yield* Effect.fromResult(processRevocationResponse(domain, response, revoked))
})

const unreachable = (domain: string): TokenRevocationFailed =>
  new TokenRevocationFailed({
    domain,
    reason: "unavailable",
    message: `The provider of ${domain} could not be asked to revoke the token. Try again later, or remove the access in the settings of the account there.`
  })
