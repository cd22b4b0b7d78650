/** This repository's mock provider. */
import type { ClientOptions } from "@application-credentials/mock-provider"
import { MockProvider } from "@application-credentials/mock-provider"
import { serve } from "@application-credentials/mock-provider/node"
import { api, clients, documentsByUrl, otherApi, redirectUri, scopes, trustedIssuer } from "./clients.ts"
import type { Peer, PeerOptions } from "./Peer.ts"

/** The clients, as this provider registers them. */
export const registrations: ReadonlyArray<ClientOptions> = clients.map(
  ({ clientId, clientSecret, grantTypes, jwk, postLogoutRedirectUris = [], signsWithSecret = false }) => ({
    clientId,
    postLogoutRedirectUris,
    redirectUris: grantTypes.includes("authorization_code") ? [redirectUri] : [],
    scopes,
    grantTypes,
    ...(jwk !== undefined
      ? { authentication: "private_key_jwt", jwks: { keys: [jwk] } }
      : clientSecret === undefined
        ? { authentication: "none" }
        : { authentication: signsWithSecret ? "client_secret_jwt" : "client_secret_basic", clientSecret })
  })
)

const starting =
  (format: "opaque" | "jwt") =>
  async ({ onRefusal, requirePkce }: PeerOptions) => {
    const server = await serve((issuer) =>
      MockProvider.make({
        issuer,
        clients: registrations,
        accessTokens: { format },
        registration: "open",
        resources: [api, otherApi],
        clientDocuments: documentsByUrl,
        assertionIssuers: [{ issuer: trustedIssuer.issuer, keys: [trustedIssuer.key.jwk] }],
        onExchange: ({ rule }) => rule !== undefined && onRefusal?.(rule),
        require: { pkce: requirePkce }
      })
    )
    return { issuer: server.url, [Symbol.asyncDispose]: server.close }
  }

export const mockProvider: Peer = {
  name: "mock-provider",
  configuration: ["`require: { pkce: true }`"],
  start: starting("opaque")
}

/** The same, with access tokens that are JWTs. */
export const mockProviderOfJwts: Peer = { ...mockProvider, start: starting("jwt") }
