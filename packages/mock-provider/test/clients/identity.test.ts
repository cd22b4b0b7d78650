/** openid-client and arctic link with the scope `openid` at each provider that issues id tokens, at its own URLs. */
import * as arctic from "arctic"
import * as openid from "openid-client"
import { afterEach, describe, expect, it, vi } from "vitest"
import { fetch, MockProvider } from "../../src/index.ts"
import {
  behaviourFromProfile,
  clientFromProfile,
  clientSettingsFromProfile,
  type Profile,
  profiles
} from "../../src/profiles/index.ts"

const id = "id-of-the-client"
const secret = "secret-of-the-client"
const redirectUri = "https://app.test/callback"

const identityProviders = profiles.filter(({ endpoints }) => endpoints.jwks !== undefined)

const play = (profile: Profile): MockProvider =>
  MockProvider.make({
    ...behaviourFromProfile(profile),
    clients: [clientFromProfile(profile, { clientId: id, clientSecret: secret, redirectUris: [redirectUri] })]
  })

const authentications = {
  client_secret_basic: openid.ClientSecretBasic,
  client_secret_post: openid.ClientSecretPost,
  none: () => openid.None()
}

/** As its user configures openid-client: from the metadata where the provider publishes them, else by hand. */
const configure = async (profile: Profile, provider: MockProvider): Promise<openid.Configuration> => {
  const { authorize, jwks = "", openidConfiguration, token } = profile.endpoints
  const authentication = authentications[profile.clientAuthentication[0] ?? "none"](secret)
  const ask: openid.CustomFetch = (url, { body, ...init }) =>
    fetch(provider)(url, body instanceof URLSearchParams ? { ...init, body } : init)
  const configuration =
    openidConfiguration === undefined
      ? new openid.Configuration(
          {
            issuer: provider.issuer,
            authorization_endpoint: authorize,
            token_endpoint: token,
            jwks_uri: jwks
          },
          id,
          {},
          authentication
        )
      : await openid.discovery(new URL(openidConfiguration), id, {}, authentication, {
          [openid.customFetch]: ask
        })
  configuration[openid.customFetch] = ask
  openid.enableNonRepudiationChecks(configuration)
  return configuration
}

const callbackOf = async (provider: MockProvider, url: URL): Promise<URL> => {
  const response = await fetch(provider)(url, { redirect: "manual" })
  return new URL(response.headers.get("location") ?? "")
}

const linkWithOpenidClient = async (profile: Profile, provider: MockProvider) => {
  const configuration = await configure(profile, provider)
  const verifier = openid.randomPKCECodeVerifier()
  const state = openid.randomState()
  const nonce = openid.randomNonce()
  const url = openid.buildAuthorizationUrl(configuration, {
    ...clientSettingsFromProfile(profile).authorizeParameters,
    redirect_uri: redirectUri,
    scope: "openid",
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    state,
    nonce
  })
  return openid.authorizationCodeGrant(configuration, await callbackOf(provider, url), {
    pkceCodeVerifier: verifier,
    expectedState: state,
    expectedNonce: nonce,
    idTokenExpected: true
  })
}

interface Arctic {
  createAuthorizationURL(state: string, verifier: string, scopes: Array<string>): URL
  validateAuthorizationCode(code: string, verifier: string): Promise<arctic.OAuth2Tokens>
}

interface PlainArctic {
  createAuthorizationURL(state: string, scopes: Array<string>): URL
  validateAuthorizationCode(code: string): Promise<arctic.OAuth2Tokens>
}

const plain = (client: PlainArctic): Arctic => ({
  createAuthorizationURL: (state, _, scopes) => client.createAuthorizationURL(state, scopes),
  validateAuthorizationCode: (code) => client.validateAuthorizationCode(code)
})

type Credentials = [id: string, secret: string, redirectUri: string]
const given: Credentials = [id, secret, redirectUri]

/** arctic's own clients; where it has none, its general one is used. */
const arcticOf: Readonly<Record<string, () => Arctic>> = {
  auth0: () => new arctic.Auth0("tenant.auth0.com", ...given),
  authentik: () => new arctic.Authentik("https://authentik.company", ...given),
  cognito: () => new arctic.AmazonCognito("domain.auth.eu-west-1.amazoncognito.com", ...given),
  discord: () => new arctic.Discord(...given),
  dropbox: () => plain(new arctic.Dropbox(...given)),
  ekz: () => new arctic.KeyCloak("https://login.ekz.ch/auth/realms/myEKZ", ...given),
  gitlab: () => plain(new arctic.GitLab("https://gitlab.com", ...given)),
  google: () => new arctic.Google(...given),
  linkedin: () => plain(new arctic.LinkedIn(...given)),
  "microsoft-entra": () => new arctic.MicrosoftEntraId("common", ...given),
  okta: () => new arctic.Okta("tenant.okta.com", null, ...given),
  spotify: () => new arctic.Spotify(...given),
  twitch: () => plain(new arctic.Twitch(...given)),
  weheat: () => new arctic.KeyCloak("https://auth.weheat.nl/auth/realms/Weheat", ...given),
  yahoo: () => plain(new arctic.Yahoo(...given))
}

const generalArctic = ({ endpoints }: Profile): Arctic => {
  const client = new arctic.OAuth2Client(...given)
  return {
    createAuthorizationURL: (state, verifier, scopes) =>
      client.createAuthorizationURLWithPKCE(
        endpoints.authorize,
        state,
        arctic.CodeChallengeMethod.S256,
        verifier,
        scopes
      ),
    validateAuthorizationCode: (code, verifier) =>
      client.validateAuthorizationCode(endpoints.token, code, verifier)
  }
}

// arctic writes Discord's authorization endpoint of today, which the mock has as the one of old.
const served = (profile: Profile, url: URL): URL => {
  const { authorize } = profile.endpoints
  return profile.otherEndpoints?.authorize?.includes(`${url.origin}${url.pathname}`)
    ? new URL(`${authorize}${url.search}`)
    : url
}

afterEach(() => vi.unstubAllGlobals())

describe("openid-client", () => {
  it.each(identityProviders.filter(({ name }) => name !== "twitch"))(
    "finds the id token of $name to be sound",
    async (profile) => {
      const provider = play(profile)
      const tokens = await linkWithOpenidClient(profile, provider)
      expect(tokens.claims()).toMatchObject({ iss: provider.issuer, aud: id, sub: "user-1" })
      expect(provider.journal.flatMap(({ rule }) => rule ?? [])).toEqual([])
    }
  )

  it("will not read Twitch's answer, whose scope is an array", async () => {
    const twitch = identityProviders.find(({ name }) => name === "twitch") ?? expect.fail("no Twitch")
    await expect(linkWithOpenidClient(twitch, play(twitch))).rejects.toMatchObject({
      code: "OAUTH_INVALID_RESPONSE"
    })
  })
})

describe("arctic", () => {
  it.each(identityProviders)("links at $name and reads the id token", async (profile) => {
    const provider = play(profile)
    vi.stubGlobal("fetch", fetch(provider))
    const client = arcticOf[profile.name]?.() ?? generalArctic(profile)
    const verifier = arctic.generateCodeVerifier()
    const url = served(profile, client.createAuthorizationURL("a state", verifier, ["openid"]))
    const code = (await callbackOf(provider, url)).searchParams.get("code") ?? ""
    const tokens = await client.validateAuthorizationCode(code, verifier)
    expect(arctic.decodeIdToken(tokens.idToken())).toMatchObject({
      iss: provider.issuer,
      aud: id,
      sub: "user-1"
    })
    expect(provider.journal.flatMap(({ rule }) => rule ?? [])).toEqual([])
  })

  it("has a client of its own for each but PayPal", () => {
    expect(identityProviders.map(({ name }) => name)).toEqual([...Object.keys(arcticOf), "paypal"].toSorted())
  })
})
