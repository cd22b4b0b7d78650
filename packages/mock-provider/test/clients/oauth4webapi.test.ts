/** oauth4webapi: discovers the provider by RFC 8414, and is a public client too, and an API that reads JWTs. */
import * as oauth from "oauth4webapi"
import { describe, expect, it } from "vitest"
import type { MockProvider } from "../../src/index.ts"
import type { Connect, Linked } from "./LinkingLaws.ts"
import { callbackSuite, suite } from "./LinkingLaws.ts"
import { challenged } from "../Harness.ts"
import { basicClient, browse, endpoint, failureOf, open, publicClient, redirectUri } from "./Harness.ts"

const insecure = { [oauth.allowInsecureRequests]: true }

const discover = async ({ issuer }: MockProvider): Promise<oauth.AuthorizationServer> => {
  const url = new URL(issuer)
  const response = await oauth.discoveryRequest(url, { algorithm: "oauth2", ...insecure })
  return oauth.processDiscoveryResponse(url, response)
}

const connectAs =
  (clientId: string, authenticate: oauth.ClientAuth, scope = "read") =>
  async (provider: MockProvider) => {
    const server = await discover(provider)
    const client = { client_id: clientId }
    const linked = (tokens: oauth.TokenEndpointResponse): Linked => {
      const { access_token: accessToken, refresh_token: refreshToken = "" } = tokens
      const refresh = async () => {
        const asked = oauth.refreshTokenGrantRequest(server, client, authenticate, refreshToken, insecure)
        return linked(await oauth.processRefreshTokenResponse(server, client, await asked))
      }
      return { accessToken, refreshToken, refresh }
    }
    const begin = async () => {
      const verifier = oauth.generateRandomCodeVerifier()
      const state = oauth.generateRandomState()
      const url = new URL(endpoint(provider, "authorize"))
      url.search = `${new URLSearchParams({
        response_type: "code",
        client_id: clientId,
        redirect_uri: redirectUri,
        scope,
        state,
        code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
        code_challenge_method: "S256"
      })}`
      const finish = async (callback: URL) => {
        const parameters = oauth.validateAuthResponse(server, client, callback, state)
        const sent = [parameters, redirectUri, verifier, insecure] as const
        const response = await oauth.authorizationCodeGrantRequest(server, client, authenticate, ...sent)
        return linked(await oauth.processAuthorizationCodeResponse(server, client, response))
      }
      return { url, finish }
    }
    return { server, client, begin, errorOf }
  }

// A response with a challenge, which a 401 has to have, is not read, but handed on.
const errorOf = async (thrown: unknown): Promise<unknown> => {
  if (thrown instanceof oauth.WWWAuthenticateChallengeError) return (await thrown.response.json()).error
  const isAnswer = thrown instanceof oauth.ResponseBodyError
  return isAnswer || thrown instanceof oauth.AuthorizationResponseError ? thrown.error : thrown
}

const connect: Connect = (provider, { clientId, clientSecret }) =>
  connectAs(clientId, oauth.ClientSecretBasic(clientSecret))(provider)

suite("oauth4webapi", basicClient, connect)
callbackSuite("oauth4webapi", basicClient, connect)

describe("oauth4webapi", () => {
  it("links an account as a public client, where PKCE is required", async () => {
    await using harness = await open({ require: { pkce: true } })
    const { begin } = await connectAs(publicClient.clientId, oauth.None())(harness.provider)
    const flow = await begin()
    const linked = await flow.finish(await browse(flow.url))
    expect(harness.provider.isLive((await linked.refresh()).accessToken)).toBe(true)
  })

  it("takes no callback without the issuer that the metadata promises (RFC 9207)", async () => {
    await using harness = await open()
    const { begin } = await connectAs(publicClient.clientId, oauth.None())(harness.provider)
    const flow = await begin()
    const callback = await browse(flow.url)
    callback.searchParams.delete("iss")
    await failureOf(flow.finish(callback))
    expect(harness.provider.calls("token")).toEqual([])
  })

  it.each(["RS256", "ES256", "EdDSA"] as const)(
    "as an API takes an access token that is a JWT signed by %s (RFC 9068), and none of another audience",
    async (algorithm) => {
      await using harness = await open({ accessTokens: { format: "jwt", algorithm } })
      const { provider } = harness
      const { begin, server } = await connectAs(publicClient.clientId, oauth.None(), "openid read")(provider)
      const flow = await begin()
      const { accessToken } = await flow.finish(await browse(flow.url))
      const audience = endpoint(provider, "resource")
      const request = new Request(audience, { headers: { authorization: `Bearer ${accessToken}` } })
      expect(await oauth.validateJwtAccessToken(server, request, audience, insecure)).toMatchObject({
        iss: provider.issuer,
        client_id: publicClient.clientId,
        sub: "user-1",
        scope: "openid read"
      })
      const refused = oauth.validateJwtAccessToken(server, request, "https://another.test", insecure)
      expect(await failureOf(refused)).toBeInstanceOf(oauth.OperationProcessingError)
    }
  )

  it("pushes a request, and learns that its redirect URI is not registered", async () => {
    await using harness = await open()
    const { client, server } = await connectAs(publicClient.clientId, oauth.None())(harness.provider)
    const push = async (uri: string) => {
      const asked = { response_type: "code", redirect_uri: uri, ...challenged }
      const response = oauth.pushedAuthorizationRequest(server, client, oauth.None(), asked, insecure)
      return oauth.processPushedAuthorizationResponse(server, client, await response)
    }
    expect((await push(redirectUri)).request_uri).toMatch(/^urn:ietf:params:oauth:request_uri:/)
    expect(await errorOf(await failureOf(push("https://another.test/")))).toBe("invalid_request")
  })
})
