/** @badgateway/oauth2-client: discovers the provider by RFC 8414. */
import type { OAuth2Token } from "@badgateway/oauth2-client"
import { generateCodeVerifier, OAuth2Client, OAuth2Error, OAuth2Fetch } from "@badgateway/oauth2-client"
import { expect, it } from "vitest"
import type { MockProvider } from "../../src/index.ts"
import type { Linked } from "./LinkingLaws.ts"
import { callbackSuite, suite } from "./LinkingLaws.ts"
import type { Credential } from "./Harness.ts"
import { basicClient, browse, endpoint, open, postClient, redirectUri, refusals } from "./Harness.ts"

type Method = "client_secret_basic" | "client_secret_post"

const connect = (authenticationMethod: Method) => (provider: MockProvider, credential: Credential) => {
  const { clientId, clientSecret } = credential
  const client = new OAuth2Client({ server: provider.issuer, clientId, clientSecret, authenticationMethod })
  const linked = (token: OAuth2Token): Linked & { readonly token: OAuth2Token } => ({
    token,
    accessToken: token.accessToken,
    refreshToken: token.refreshToken ?? "",
    refresh: async () => linked(await client.refreshToken(token))
  })
  return {
    client,
    begin: async () => {
      const flow = { redirectUri, state: "the state", codeVerifier: await generateCodeVerifier() }
      return {
        url: await client.authorizationCode.getAuthorizeUri({ ...flow, scope: ["read"] }),
        finish: async (callback: URL) =>
          linked(await client.authorizationCode.getTokenFromCodeRedirect(callback, flow))
      }
    },
    errorOf: (thrown: unknown) => (thrown instanceof OAuth2Error ? thrown.oauth2Code : thrown)
  }
}

suite("@badgateway/oauth2-client with Basic", basicClient, connect("client_secret_basic"))
suite("@badgateway/oauth2-client with the secret in the body", postClient, connect("client_secret_post"))
callbackSuite("@badgateway/oauth2-client", basicClient, connect("client_secret_basic"))

it("@badgateway/oauth2-client keeps the refresh token where the provider does not rotate it", async () => {
  await using harness = await open({ rotation: "none" })
  const { begin } = connect("client_secret_basic")(harness.provider, basicClient)
  const flow = await begin()
  const first = await flow.finish(await browse(flow.url))
  const second = await first.refresh()
  expect((await second.refresh()).refreshToken).toBe(first.refreshToken)
  expect(refusals(harness.provider)).toEqual([])
})

it("@badgateway/oauth2-client introspects and revokes", async () => {
  await using harness = await open()
  const { begin, client } = connect("client_secret_basic")(harness.provider, basicClient)
  const flow = await begin()
  const { token } = await flow.finish(await browse(flow.url))
  expect(await client.introspect(token)).toMatchObject({
    active: true,
    client_id: basicClient.clientId,
    scope: "read",
    sub: "user-1"
  })
  await client.revoke(token, "refresh_token")
  expect(await client.introspect(token)).toEqual({ active: false })
})

it("@badgateway/oauth2-client gets a token of the client's own, and another when the API refuses it", async () => {
  await using harness = await open()
  const { provider } = harness
  const { client } = connect("client_secret_basic")(provider, basicClient)
  const wrapper = new OAuth2Fetch({
    client,
    getNewToken: () => client.clientCredentials({ scope: ["read"] })
  })
  const first = await wrapper.getToken()
  await client.revoke(first)
  const response = await wrapper.fetch(endpoint(provider, "resource"))
  expect(await response.json()).toEqual({ client_id: basicClient.clientId, scope: "read" })
  expect(provider.calls("resource").map(({ status }) => status)).toEqual([401, 200])
})
