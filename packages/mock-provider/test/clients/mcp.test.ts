/** The client of the MCP TypeScript SDK: RFC 8414 discovery, PKCE. */
import {
  discoverAuthorizationServerMetadata,
  exchangeAuthorization,
  refreshAuthorization,
  startAuthorization
} from "@modelcontextprotocol/sdk/client/auth.js"
import type { MockProvider } from "../../src/index.ts"
import type { Linked } from "./LinkingLaws.ts"
import { suite } from "./LinkingLaws.ts"
import type { Credential } from "./World.ts"
import { postClient, redirectUri } from "./World.ts"

const connect = async ({ issuer }: MockProvider, { clientId, clientSecret }: Credential) => {
  const metadata = await discoverAuthorizationServerMetadata(issuer)
  if (metadata === undefined) throw new Error("There is no metadata")
  const clientInformation = {
    client_id: clientId,
    client_secret: clientSecret,
    redirect_uris: [redirectUri],
    token_endpoint_auth_method: "client_secret_post"
  }
  const linked = (tokens: { access_token: string; refresh_token?: string | undefined }): Linked => ({
    accessToken: tokens.access_token,
    refreshToken: tokens.refresh_token ?? "",
    refresh: async () =>
      linked(
        await refreshAuthorization(issuer, {
          metadata,
          clientInformation,
          refreshToken: tokens.refresh_token ?? ""
        })
      )
  })
  return {
    begin: async () => {
      const { authorizationUrl, codeVerifier } = await startAuthorization(issuer, {
        metadata,
        clientInformation,
        redirectUrl: redirectUri,
        scope: "read",
        state: crypto.randomUUID()
      })
      return {
        url: authorizationUrl,
        finish: async ({ searchParams }: URL) =>
          linked(
            await exchangeAuthorization(issuer, {
              metadata,
              clientInformation,
              authorizationCode: searchParams.get("code") ?? "",
              codeVerifier,
              redirectUri
            })
          )
      }
    },
    errorOf: (thrown: unknown) =>
      typeof thrown === "object" && thrown !== null && "errorCode" in thrown ? thrown.errorCode : thrown
  }
}

suite("the MCP SDK's client", postClient, connect)
