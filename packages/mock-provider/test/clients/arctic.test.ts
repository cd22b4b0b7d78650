/** arctic: the client secret in the Basic scheme, as it is. */
import type { OAuth2Tokens } from "arctic"
import * as arctic from "arctic"
import { expect, it } from "vitest"
import type { MockProvider } from "../../src/index.ts"
import type { Linked } from "./LinkingLaws.ts"
import { suite } from "./LinkingLaws.ts"
import type { Credential } from "./Harness.ts"
import { browse, endpoint, failureOf, open, plainClient, redirectUri } from "./Harness.ts"

const connect = (provider: MockProvider, { clientId, clientSecret }: Credential) => {
  const client = new arctic.OAuth2Client(clientId, clientSecret, redirectUri)
  const { authorize, token } = provider.endpoints
  const linked = (tokens: OAuth2Tokens): Linked => ({
    accessToken: tokens.accessToken(),
    refreshToken: tokens.refreshToken(),
    refresh: async () => linked(await client.refreshAccessToken(token, tokens.refreshToken(), []))
  })
  return {
    client,
    begin: async () => {
      const verifier = arctic.generateCodeVerifier()
      const { S256 } = arctic.CodeChallengeMethod
      const state = arctic.generateState()
      return {
        url: client.createAuthorizationURLWithPKCE(authorize, state, S256, verifier, ["read"]),
        finish: async ({ searchParams }: URL) =>
          linked(await client.validateAuthorizationCode(token, searchParams.get("code") ?? "", verifier))
      }
    },
    errorOf: (thrown: unknown) => (thrown instanceof arctic.OAuth2RequestError ? thrown.code : thrown)
  }
}

suite("arctic", plainClient, connect)

it("arctic revokes, and learns that a token is another client's", async () => {
  await using harness = await open()
  const { provider } = harness
  const { begin, client } = connect(provider, plainClient)
  const flow = await begin()
  const { accessToken, refreshToken } = await flow.finish(await browse(flow.url))
  const other = new arctic.OAuth2Client("public-app", null, redirectUri)
  const refused = await failureOf(other.revokeToken(endpoint(provider, "revoke"), refreshToken))
  expect(refused).toMatchObject({ code: "invalid_grant" })
  await client.revokeToken(endpoint(provider, "revoke"), refreshToken)
  expect(provider.isLive(accessToken)).toBe(false)
})
