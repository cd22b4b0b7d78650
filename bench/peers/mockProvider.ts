/** This repository's mock provider. */
import { MockProvider } from "@application-credentials/mock-provider"
import { serve } from "@application-credentials/mock-provider/node"
import { clients, redirectUri, scopes } from "./clients.ts"
import type { Peer } from "./Peer.ts"

/** Starts the provider with opaque tokens, or with JWTs signed by RS256. */
export const startMockProvider = async (requirePkce: boolean, format: "opaque" | "jwt") => {
  const server = await serve((issuer) =>
    MockProvider.make({
      issuer,
      clients: clients.map(({ clientId, clientSecret, grantTypes }) => ({
        clientId,
        redirectUris: grantTypes.includes("authorization_code") ? [redirectUri] : [],
        scopes,
        grantTypes,
        ...(clientSecret === undefined
          ? { authentication: "none" }
          : { authentication: "client_secret_basic", clientSecret })
      })),
      accessTokens: { format },
      require: { pkce: requirePkce }
    })
  )
  return { issuer: server.url, [Symbol.asyncDispose]: server.close }
}

export const mockProvider: Peer = {
  name: "mock-provider",
  folder: "packages/mock-provider",
  configuration: ["`require: { pkce: true }`"],
  start: ({ requirePkce }) => startMockProvider(requirePkce, "opaque")
}
