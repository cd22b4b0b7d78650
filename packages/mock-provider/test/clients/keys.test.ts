/** Clients with keys: openid-client and oauth4webapi sign assertions and proofs, exchange tokens and sign out. */
import { Redacted } from "effect"
import { exportJWK, generateKeyPair, SignJWT } from "jose"
import * as oauth from "oauth4webapi"
import * as openid from "openid-client"
import { expect, it } from "vitest"
import type { ClientOptions, JsonMembers, MockProvider } from "../../src/index.ts"
import { jwtBearerGrant, tokenExchangeGrant } from "../../src/index.ts"
import { browse, endpoint, failureOf, open, redirectUri, refusals } from "./Harness.ts"

const pair = await generateKeyPair("ES256", { extractable: true })
const jwk: JsonMembers = JSON.parse(JSON.stringify(await exportJWK(pair.publicKey)))
const secret = "a secret that is long enough to sign with it"
const signedOut = "http://127.0.0.1/signed-out"

const keyClient = {
  clientId: "key-app",
  authentication: "private_key_jwt",
  jwks: { keys: [jwk] },
  redirectUris: ["http://127.0.0.1/callback"],
  postLogoutRedirectUris: [signedOut],
  scopes: ["openid", "read"],
  grantTypes: [
    "authorization_code",
    "refresh_token",
    "client_credentials",
    jwtBearerGrant,
    tokenExchangeGrant
  ]
} satisfies ClientOptions

const secretClient = {
  ...keyClient,
  clientId: "secret-app",
  authentication: "client_secret_jwt",
  clientSecret: secret
} satisfies ClientOptions

const start = (options = {}) => open({ clients: [keyClient, secretClient], ...options })

const discover = (
  { issuer }: MockProvider,
  clientId: string = keyClient.clientId,
  authentication: openid.ClientAuth = openid.PrivateKeyJwt(pair.privateKey)
) =>
  openid.discovery(new URL(issuer), clientId, {}, authentication, {
    execute: [openid.allowInsecureRequests]
  })

const link = async (configuration: openid.Configuration, options: openid.DPoPOptions = {}) => {
  const pkceCodeVerifier = openid.randomPKCECodeVerifier()
  const expectedState = openid.randomState()
  const parameters = {
    redirect_uri: redirectUri,
    scope: "openid read",
    state: expectedState,
    code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: "S256"
  }
  const url =
    options.DPoP === undefined
      ? openid.buildAuthorizationUrl(configuration, parameters)
      : await openid.buildAuthorizationUrlWithPAR(configuration, parameters, options)
  const checks = { pkceCodeVerifier, expectedState, idTokenExpected: true }
  return openid.authorizationCodeGrant(configuration, await browse(url), checks, undefined, options)
}

it.each([
  ["private_key_jwt", keyClient.clientId, openid.PrivateKeyJwt(pair.privateKey)],
  ["client_secret_jwt", secretClient.clientId, openid.ClientSecretJwt(secret)]
] as const)("openid-client links by %s, and refreshes, introspects and revokes so", async (_, id, how) => {
  await using harness = await start()
  const configuration = await discover(harness.provider, id, how)
  const { access_token, refresh_token = "" } = await link(configuration)
  const refreshed = await openid.refreshTokenGrant(configuration, refresh_token)
  expect(await openid.tokenIntrospection(configuration, access_token)).toMatchObject({ active: true })
  await openid.tokenRevocation(configuration, refreshed.refresh_token ?? "")
  expect(harness.provider.isLive(access_token)).toBe(false)
  expect(refusals(harness.provider)).toEqual([])
})

it("openid-client is refused that signs with another key", async () => {
  await using harness = await start()
  const other = await generateKeyPair("ES256")
  const configuration = await discover(
    harness.provider,
    keyClient.clientId,
    openid.PrivateKeyJwt(other.privateKey)
  )
  await failureOf(openid.clientCredentialsGrant(configuration))
  expect(refusals(harness.provider)).toEqual(["client-assertion-signature"])
})

it.each([{}, { nonce: true }])(
  "openid-client binds tokens to a key with a pushed request, and uses them (%o)",
  async (dpop) => {
    await using harness = await start({ dpop })
    const configuration = await discover(harness.provider)
    const DPoP = openid.getDPoPHandle(configuration, await openid.randomDPoPKeyPair("ES256"))
    const tokens = await link(configuration, { DPoP })
    expect(tokens.token_type).toBe("dpop")
    const resource = new URL(endpoint(harness.provider, "resource"))
    const use = (options: openid.DPoPOptions) =>
      openid.fetchProtectedResource(
        configuration,
        tokens.access_token,
        resource,
        "GET",
        undefined,
        undefined,
        options
      )
    expect((await use({ DPoP })).status).toBe(200)
    await failureOf(use({}))
    expect(refusals(harness.provider).filter((rule) => rule !== "dpop-nonce")).toEqual(["access-token-dpop"])
  }
)

it("oauth4webapi binds tokens to a key, and an API that reads JWTs takes them", async () => {
  await using harness = await start({ accessTokens: { format: "jwt", algorithm: "ES256" } })
  const insecure = { [oauth.allowInsecureRequests]: true }
  const issuer = new URL(harness.provider.issuer)
  const server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure))
  const client = { client_id: keyClient.clientId }
  const DPoP = oauth.DPoP({}, await oauth.generateKeyPair("ES256"))
  const authentication = oauth.PrivateKeyJwt(pair.privateKey)
  const options = { ...insecure, DPoP }
  const response = await oauth.clientCredentialsGrantRequest(
    server,
    client,
    authentication,
    { scope: "read" },
    options
  )
  const { access_token } = await oauth.processClientCredentialsResponse(server, client, response)
  const audience = endpoint(harness.provider, "resource")
  await oauth.protectedResourceRequest(access_token, "GET", new URL(audience), undefined, undefined, options)
  const [used] = harness.provider.calls("resource")
  if (used === undefined) throw new Error("The resource was not asked")
  const { headers } = Redacted.value(used.request)
  const request = new Request(audience, { headers })
  expect(await oauth.validateJwtAccessToken(server, request, audience, insecure)).toMatchObject({
    client_id: keyClient.clientId,
    cnf: { jkt: expect.any(String) }
  })
})

it("openid-client exchanges a token, and gets one for an assertion of a trusted issuer", async () => {
  const issuer = "https://issuer.example"
  await using harness = await start({ assertionIssuers: [{ issuer, keys: [jwk] }] })
  const configuration = await discover(harness.provider)
  const { access_token } = await link(configuration)
  const exchanged = await openid.genericGrantRequest(configuration, tokenExchangeGrant, {
    subject_token: access_token,
    subject_token_type: "urn:ietf:params:oauth:token-type:access_token",
    scope: "read"
  })
  expect(exchanged).toMatchObject({ scope: "read" })
  const assertion = await new SignJWT({})
    .setProtectedHeader({ alg: "ES256" })
    .setIssuer(issuer)
    .setSubject("user-1")
    .setAudience(harness.issuer)
    .setExpirationTime("1m")
    .sign(pair.privateKey)
  const given = await openid.genericGrantRequest(configuration, jwtBearerGrant, { assertion })
  expect(harness.provider.isLive(given.access_token)).toBe(true)
})

it("openid-client signs a user out, who then has to sign in again", async () => {
  await using harness = await start()
  const configuration = await discover(harness.provider)
  const { id_token = "" } = await link(configuration)
  const url = openid.buildEndSessionUrl(configuration, {
    id_token_hint: id_token,
    post_logout_redirect_uri: signedOut,
    state: "s"
  })
  expect((await browse(url)).href).toBe(`${signedOut}?state=s`)
  const silent = openid.buildAuthorizationUrl(configuration, { redirect_uri: redirectUri, prompt: "none" })
  expect((await browse(silent)).searchParams.get("error")).toBe("login_required")
})
