/** The client of the MCP TypeScript SDK: RFC 9728 and RFC 8414 discovery, registration, `resource`, PKCE. */
import type { OAuthClientProvider } from "@modelcontextprotocol/sdk/client/auth.js"
import {
  auth,
  discoverAuthorizationServerMetadata,
  exchangeAuthorization,
  refreshAuthorization,
  startAuthorization
} from "@modelcontextprotocol/sdk/client/auth.js"
import type { OAuthClientInformationMixed, OAuthTokens } from "@modelcontextprotocol/sdk/shared/auth.js"
import { decodeJwt } from "jose"
import { expect, it } from "vitest"
import type { JsonMembers, MockProvider } from "../../src/index.ts"
import type { Linked } from "./LinkingLaws.ts"
import { suite } from "./LinkingLaws.ts"
import type { Credential } from "./Harness.ts"
import { browse, endpoint, open, postClient, redirectUri, refusals } from "./Harness.ts"

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

/** What the SDK keeps of a user's authorization. */
const makeUser = () => {
  const kept: { client?: OAuthClientInformationMixed; tokens?: OAuthTokens; verifier?: string; url?: URL } =
    {}
  const provider: OAuthClientProvider = {
    redirectUrl: redirectUri,
    clientMetadata: {
      redirect_uris: [redirectUri],
      client_name: "An MCP client",
      grant_types: ["authorization_code", "refresh_token"],
      response_types: ["code"],
      token_endpoint_auth_method: "none"
    },
    clientInformation: () => kept.client,
    saveClientInformation: (client) => {
      kept.client = client
    },
    tokens: () => kept.tokens,
    saveTokens: (tokens) => {
      kept.tokens = tokens
    },
    redirectToAuthorization: (url) => {
      kept.url = url
    },
    saveCodeVerifier: (verifier) => {
      kept.verifier = verifier
    },
    codeVerifier: () => kept.verifier ?? ""
  }
  return { kept, provider }
}

it("the MCP SDK finds the server of a resource, registers, and gets tokens for that resource alone", async () => {
  await using harness = await open({
    clients: [],
    registration: "open",
    accessTokens: { format: "jwt", algorithm: "ES256" }
  })
  const { provider } = harness
  const serverUrl = endpoint(provider, "resource")
  const user = makeUser()
  expect(await auth(user.provider, { serverUrl })).toBe("REDIRECT")
  expect(user.kept.url?.searchParams.get("resource")).toBe(serverUrl)
  const callback = await browse(user.kept.url ?? "")
  const authorizationCode = callback.searchParams.get("code") ?? ""
  expect(await auth(user.provider, { serverUrl, authorizationCode })).toBe("AUTHORIZED")
  const token = user.kept.tokens?.access_token ?? ""
  expect(decodeJwt(token).aud).toBe(serverUrl)
  const used = await fetch(serverUrl, { headers: { authorization: `Bearer ${token}` } })
  expect(used.status).toBe(200)
  expect(refusals(provider)).toEqual([])
  expect(provider.clients.map(({ clientId }) => clientId)).toEqual([user.kept.client?.client_id])
})

it("the MCP SDK is known by the document at its id, where the server takes that, and does not register", async () => {
  const clientMetadataUrl = "https://client.example/mcp/client.json"
  const user = makeUser()
  const metadata = { client_id: clientMetadataUrl, ...user.provider.clientMetadata }
  const document: JsonMembers = JSON.parse(JSON.stringify(metadata))
  await using harness = await open({
    clients: [],
    registration: "open",
    clientDocuments: { [clientMetadataUrl]: document }
  })
  const serverUrl = endpoint(harness.provider, "resource")
  const client = { ...user.provider, clientMetadataUrl }
  expect(await auth(client, { serverUrl })).toBe("REDIRECT")
  const callback = await browse(user.kept.url ?? "")
  const authorizationCode = callback.searchParams.get("code") ?? ""
  expect(await auth(client, { serverUrl, authorizationCode })).toBe("AUTHORIZED")
  expect(harness.provider.clients.map(({ clientId }) => clientId)).toEqual([clientMetadataUrl])
  expect(harness.provider.calls("registration")).toEqual([])
})
