/** simple-oauth2: HTTP by hapi's wreck, id and secret form encoded before they go into the Basic scheme. */
import { Schema } from "effect"
import { calculatePKCECodeChallenge, randomPKCECodeVerifier, randomState } from "openid-client"
import type { AccessToken } from "simple-oauth2"
import { AuthorizationCode, ClientCredentials, ResourceOwnerPassword } from "simple-oauth2"
import { expect, it } from "vitest"
import type { MockProvider } from "../../src/index.ts"
import type { Linked } from "./LinkingLaws.ts"
import { suite } from "./LinkingLaws.ts"
import type { Credential } from "./Harness.ts"
import { basicClient, browse, failureOf, open, postClient, redirectUri } from "./Harness.ts"

type Method = "header" | "body"

const optionsFor = (
  { issuer }: MockProvider,
  { clientId, clientSecret }: Credential,
  authorizationMethod: Method = "header"
) => ({
  client: { id: clientId, secret: clientSecret },
  auth: { tokenHost: issuer, tokenPath: "/token", revokePath: "/revoke" },
  options: { authorizationMethod }
})

const linked = (token: AccessToken): Linked & { readonly token: AccessToken } => ({
  token,
  accessToken: `${token.token["access_token"]}`,
  refreshToken: `${token.token["refresh_token"]}`,
  refresh: async () => linked(await token.refresh())
})

// What hapi throws: a Boom, with what the provider answered in its data.
const Boom = Schema.Struct({ data: Schema.Struct({ payload: Schema.Struct({ error: Schema.String }) }) })
const errorOf = (thrown: unknown): string => Schema.decodeUnknownSync(Boom)(thrown).data.payload.error

const connect = (method: Method) => (provider: MockProvider, credential: Credential) => {
  const options = optionsFor(provider, credential, method)
  const client = new AuthorizationCode({ ...options, auth: { ...options.auth, authorizePath: "/authorize" } })
  return {
    begin: async () => {
      const code_verifier = randomPKCECodeVerifier()
      const challenge = {
        code_challenge: await calculatePKCECodeChallenge(code_verifier),
        code_challenge_method: "S256"
      }
      const asked = {
        redirect_uri: redirectUri,
        scope: ["read", "write"],
        state: randomState(),
        ...challenge
      }
      return {
        url: client.authorizeURL(asked),
        finish: async ({ searchParams }: URL) => {
          const exchange = { code: searchParams.get("code") ?? "", redirect_uri: redirectUri, code_verifier }
          return linked(await client.getToken(exchange))
        }
      }
    },
    errorOf
  }
}

suite("simple-oauth2 with Basic", basicClient, connect("header"))
suite("simple-oauth2 with the secret in the body", postClient, connect("body"))

it("simple-oauth2 revokes all that it has", async () => {
  await using harness = await open()
  const { provider } = harness
  const flow = await connect("header")(provider, basicClient).begin()
  const { accessToken, token } = await flow.finish(await browse(flow.url))
  await token.revokeAll()
  expect(provider.isLive(accessToken)).toBe(false)
})

it("simple-oauth2 gets a token of the client's own", async () => {
  await using harness = await open()
  const client = new ClientCredentials(optionsFor(harness.provider, basicClient))
  const { token } = await client.getToken({ scope: ["read"] })
  expect(token).toMatchObject({ token_type: "Bearer", scope: "read" })
  expect(harness.provider.isLive(`${token["access_token"]}`)).toBe(true)
})

it("simple-oauth2 learns that passwords are not taken", async () => {
  await using harness = await open()
  const client = new ResourceOwnerPassword(optionsFor(harness.provider, basicClient))
  const failure = await failureOf(client.getToken({ username: "user", password: "pass" }))
  expect(errorOf(failure)).toBe("unsupported_grant_type")
})
