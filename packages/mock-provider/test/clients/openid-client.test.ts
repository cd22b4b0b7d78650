/** openid-client: discovers the provider by OpenID Connect, and checks id token, nonce, state and `iss`. */
import * as openid from "openid-client"
import { describe, expect, it } from "vitest"
import type { MockProvider } from "../../src/index.ts"
import type { Linked } from "./LinkingLaws.ts"
import { callbackSuite, suite } from "./LinkingLaws.ts"
import type { Credential } from "./Harness.ts"
import {
  basicClient,
  browse,
  endpoint,
  failureOf,
  open,
  postClient,
  redirectUri,
  refusals
} from "./Harness.ts"

const { ClientSecretBasic, ClientSecretPost } = openid
type Authentication = typeof ClientSecretBasic

const discover = async (
  { issuer }: MockProvider,
  { clientId, clientSecret }: Credential,
  as: Authentication
) => {
  const configuration = await openid.discovery(new URL(issuer), clientId, {}, as(clientSecret), {
    execute: [openid.allowInsecureRequests]
  })
  openid.enableNonRepudiationChecks(configuration)
  return configuration
}

// A response with a challenge, which a 401 has to have, is not read, but handed on.
const errorOf = async (thrown: unknown): Promise<unknown> => {
  if (thrown instanceof openid.WWWAuthenticateChallengeError) return (await thrown.response.json()).error
  const isAnswer = thrown instanceof openid.ResponseBodyError
  return isAnswer || thrown instanceof openid.AuthorizationResponseError ? thrown.error : thrown
}

/** A flow with scope `openid`, whose request goes through the browser, or is pushed before (RFC 9126). */
const begin = async (
  configuration: openid.Configuration,
  buildUrl: typeof openid.buildAuthorizationUrlWithPAR
) => {
  const checks = {
    pkceCodeVerifier: openid.randomPKCECodeVerifier(),
    expectedState: openid.randomState(),
    expectedNonce: openid.randomNonce(),
    idTokenExpected: true
  }
  const url = await buildUrl(configuration, {
    redirect_uri: redirectUri,
    scope: "openid email read",
    code_challenge: await openid.calculatePKCECodeChallenge(checks.pkceCodeVerifier),
    code_challenge_method: "S256",
    state: checks.expectedState,
    nonce: checks.expectedNonce
  })
  const finish = (callback: URL) => openid.authorizationCodeGrant(configuration, callback, checks)
  return { url, finish }
}

const throughBrowser = async (
  ...[configuration, parameters]: Parameters<typeof openid.buildAuthorizationUrl>
) => openid.buildAuthorizationUrl(configuration, parameters)

const link = async (configuration: openid.Configuration) => {
  const flow = await begin(configuration, throughBrowser)
  return flow.finish(await browse(flow.url))
}

const connect =
  (as: Authentication, buildUrl: typeof openid.buildAuthorizationUrlWithPAR) =>
  async (provider: MockProvider, credential: Credential) => {
    const configuration = await discover(provider, credential, as)
    const linked = (tokens: openid.TokenEndpointResponse): Linked => {
      const { access_token: accessToken, refresh_token: refreshToken = "" } = tokens
      const refresh = async () => linked(await openid.refreshTokenGrant(configuration, refreshToken))
      return { accessToken, refreshToken, refresh }
    }
    return {
      begin: async () => {
        const flow = await begin(configuration, buildUrl)
        return { url: flow.url, finish: async (callback: URL) => linked(await flow.finish(callback)) }
      },
      errorOf
    }
  }

suite("openid-client with Basic", basicClient, connect(ClientSecretBasic, throughBrowser))
suite("openid-client with the secret in the body", postClient, connect(ClientSecretPost, throughBrowser))
suite(
  "openid-client that pushes its requests",
  basicClient,
  connect(ClientSecretBasic, openid.buildAuthorizationUrlWithPAR)
)
callbackSuite("openid-client", basicClient, connect(ClientSecretBasic, throughBrowser))

describe("openid-client", () => {
  it.each(["RS256", "ES256", "EdDSA"] as const)(
    "finds an id token with its nonce to be sound, signed by %s, and another after a rotation of keys",
    async (algorithm) => {
      await using harness = await open({ accessTokens: { algorithm } })
      const { provider } = harness
      const configuration = await discover(provider, basicClient, ClientSecretBasic)
      expect((await link(configuration)).claims()).toMatchObject({ iss: provider.issuer, sub: "user-1" })
      provider.rotateSigningKey()
      const next = await discover(provider, basicClient, ClientSecretBasic)
      expect((await link(next)).claims()).toMatchObject({ aud: basicClient.clientId })
    }
  )

  it("refuses an id token that is signed with a key that is not shown", async () => {
    await using harness = await open()
    const { provider } = harness
    const configuration = await discover(provider, basicClient, ClientSecretBasic)
    provider.rotateSigningKey("old")
    expect(await failureOf(link(configuration))).toMatchObject({ code: "OAUTH_KEY_SELECTION_FAILED" })
  })

  it("takes no callback of another issuer (RFC 9207)", async () => {
    await using harness = await open()
    const { provider } = harness
    const flow = await begin(await discover(provider, basicClient, ClientSecretBasic), throughBrowser)
    const callback = await browse(flow.url)
    callback.searchParams.set("iss", "https://another.test")
    await failureOf(flow.finish(callback))
    expect(provider.calls("token")).toEqual([])
  })

  it("asks userinfo, introspects and revokes", async () => {
    await using harness = await open()
    const configuration = await discover(harness.provider, basicClient, ClientSecretBasic)
    const { access_token, refresh_token = "" } = await link(configuration)
    expect(await openid.fetchUserInfo(configuration, access_token, "user-1")).toEqual({
      sub: "user-1",
      email: "user@provider.test",
      email_verified: true
    })
    const before = await openid.tokenIntrospection(configuration, access_token)
    expect(before).toMatchObject({ active: true, token_type: "Bearer", scope: "openid email read" })
    await openid.tokenRevocation(configuration, refresh_token)
    expect(await openid.tokenIntrospection(configuration, access_token)).toEqual({ active: false })
    const failure = await failureOf(openid.fetchUserInfo(configuration, access_token, "user-1"))
    expect(failure).toMatchObject({ cause: [{ scheme: "bearer", parameters: { error: "invalid_token" } }] })
  })

  it("gets a token of the client's own, and learns that a scope is not the client's", async () => {
    await using harness = await open()
    const configuration = await discover(harness.provider, postClient, ClientSecretPost)
    const { access_token, refresh_token } = await openid.clientCredentialsGrant(configuration, {
      scope: "read"
    })
    expect(refresh_token).toBeUndefined()
    const resource = new URL(endpoint(harness.provider, "resource"))
    const response = await openid.fetchProtectedResource(configuration, access_token, resource, "GET")
    expect(await response.json()).toEqual({ client_id: postClient.clientId, scope: "read" })
    const failure = await failureOf(openid.clientCredentialsGrant(configuration, { scope: "admin" }))
    expect(await errorOf(failure)).toBe("invalid_scope")
  })

  it("polls for a device until its user approves, and learns when they deny", async () => {
    await using harness = await open({ consent: "ask", device: { interval: 0.01 } })
    const { provider } = harness
    const configuration = await discover(provider, basicClient, ClientSecretBasic)
    const start = () => openid.initiateDeviceAuthorization(configuration, { scope: "openid read" })
    const approved = await start()
    const polling = openid.pollDeviceAuthorizationGrant(configuration, approved)
    provider.decideDevice(approved.user_code, { _tag: "Approve" })
    expect((await polling).claims()).toMatchObject({ sub: "user-1" })
    const denied = await start()
    provider.decideDevice(denied.user_code, { _tag: "Deny" })
    const failure = await failureOf(openid.pollDeviceAuthorizationGrant(configuration, denied))
    expect(await errorOf(failure)).toBe("access_denied")
    expect(refusals(provider).at(-1)).toBe("device-denied")
  })
})
