/** This repository's mock provider. */
import type { ClientOptions } from "@application-credentials/mock-provider"
import { MockProvider } from "@application-credentials/mock-provider"
import { serve } from "@application-credentials/mock-provider/node"
import { api, clients, documentsByUrl, redirectUri, scopes } from "./clients.ts"
import type { Peer, PeerOptions } from "./Peer.ts"

/** The clients, as this provider registers them. */
export const registrations: ReadonlyArray<ClientOptions> = clients.map(
  ({ clientId, clientSecret, grantTypes, jwk, postLogoutRedirectUris = [] }) => ({
    clientId,
    postLogoutRedirectUris,
    redirectUris: grantTypes.includes("authorization_code") ? [redirectUri] : [],
    scopes,
    grantTypes,
    ...(jwk !== undefined
      ? { authentication: "private_key_jwt", jwks: { keys: [jwk] } }
      : clientSecret === undefined
        ? { authentication: "none" }
        : { authentication: "client_secret_basic", clientSecret })
  })
)

const starting =
  (format: "opaque" | "jwt") =>
  async ({ requirePkce }: PeerOptions) => {
    const server = await serve((issuer) =>
      MockProvider.make({
        issuer,
        clients: registrations,
        accessTokens: { format },
        registration: "open",
        resources: [api],
        clientDocuments: documentsByUrl,
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
