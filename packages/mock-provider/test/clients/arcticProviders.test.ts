/** arctic's own clients of real providers, at the mocks of the same providers and at the providers' own URLs. */
import type { OAuth2Tokens } from "arctic"
import * as arctic from "arctic"
import { afterEach, describe, expect, it, vi } from "vitest"
import { fetch, MockProvider } from "../../src/index.ts"
import {
  behaviourFromProfile,
  clientFromProfile,
  clientSettingsFromProfile,
  findProfile,
  type Profile
} from "../../src/profiles/index.ts"

interface Client {
  readonly authorize: (scopes: Array<string>) => URL
  readonly exchange: (code: string) => Promise<OAuth2Tokens>
  readonly refresh: ((token: string, scopes: Array<string>) => Promise<OAuth2Tokens>) | undefined
}

interface Plain {
  createAuthorizationURL(state: string, scopes: Array<string>): URL
  validateAuthorizationCode(code: string): Promise<OAuth2Tokens>
  refreshAccessToken?(token: string, scopes: Array<string>): Promise<OAuth2Tokens>
}

interface WithPkce {
  createAuthorizationURL(state: string, verifier: string, scopes: Array<string>): URL
  validateAuthorizationCode(code: string, verifier: string): Promise<OAuth2Tokens>
  refreshAccessToken(token: string, scopes: Array<string>): Promise<OAuth2Tokens>
}

const id = "id-of-arctic"
const secret = "secret-of-arctic"
const redirectUri = "https://app.test/callback"
const state = "state of the flow"

const plain = (client: Plain): Client => ({
  authorize: (scopes) => client.createAuthorizationURL(state, scopes),
  exchange: (code) => client.validateAuthorizationCode(code),
  refresh: client.refreshAccessToken?.bind(client)
})

const withPkce = (client: WithPkce): Client => {
  const verifier = arctic.generateCodeVerifier()
  return {
    authorize: (scopes) => client.createAuthorizationURL(state, verifier, scopes),
    exchange: (code) => client.validateAuthorizationCode(code, verifier),
    refresh: client.refreshAccessToken.bind(client)
  }
}

/** A client, the URLs by which it knows the provider where they are others, and the error of a code used twice. */
interface Row {
  readonly name: string
  readonly client: () => Client
  readonly endpoints?: Partial<Profile["endpoints"]>
  readonly refusal?: string
}

type Credentials = [id: string, secret: string, redirectUri: string]
const given: Credentials = [id, secret, redirectUri]
const plainOf = (Own: new (...given: Credentials) => Plain) => () => plain(new Own(...given))
const withPkceOf = (Own: new (...given: Credentials) => WithPkce) => () => withPkce(new Own(...given))

/** What arctic says of an error whose shape is the provider's own. */
const ownShape = "Unexpected error response body"

const rows: ReadonlyArray<Row> = [
  { name: "atlassian", client: plainOf(arctic.Atlassian) },
  {
    name: "discord",
    client: withPkceOf(arctic.Discord),
    endpoints: { authorize: "https://discord.com/oauth2/authorize" }
  },
  { name: "dropbox", client: plainOf(arctic.Dropbox) },
  {
    name: "facebook",
    client: plainOf(arctic.Facebook),
    endpoints: {
      authorize: "https://www.facebook.com/v16.0/dialog/oauth",
      token: "https://graph.facebook.com/v16.0/oauth/access_token"
    },
    refusal: ownShape
  },
  { name: "github", client: plainOf(arctic.GitHub), refusal: "bad_verification_code" },
  { name: "google", client: withPkceOf(arctic.Google) },
  { name: "linkedin", client: plainOf(arctic.LinkedIn), refusal: "invalid_request" },
  { name: "microsoft-entra", client: () => withPkce(new arctic.MicrosoftEntraId("common", ...given)) },
  // An error under status 200, which arctic takes for tokens here.
  { name: "reddit", client: plainOf(arctic.Reddit), refusal: "Missing or invalid 'access_token' field" },
  { name: "salesforce", client: () => withPkce(new arctic.Salesforce("login.salesforce.com", ...given)) },
  { name: "spotify", client: withPkceOf(arctic.Spotify) },
  { name: "strava", client: plainOf(arctic.Strava), refusal: ownShape },
  { name: "tiktok", client: withPkceOf(arctic.TikTok) },
  { name: "twitch", client: plainOf(arctic.Twitch), refusal: ownShape },
  { name: "withings", client: plainOf(arctic.Withings), refusal: "Invalid Params" },
  {
    name: "x",
    client: withPkceOf(arctic.Twitter),
    endpoints: {
      authorize: "https://twitter.com/i/oauth2/authorize",
      token: "https://api.twitter.com/2/oauth2/token"
    },
    refusal: "invalid_request"
  }
]

const profileOf = ({ endpoints, name }: Pick<Row, "name" | "endpoints">): Profile => {
  const profile = findProfile(name)
  if (profile === undefined) throw new Error(`There is no profile of ${name}.`)
  return { ...profile, endpoints: { ...profile.endpoints, ...endpoints } }
}

const play = (profile: Profile): MockProvider => {
  const client = { clientId: id, clientSecret: secret, redirectUris: [redirectUri] }
  const provider = MockProvider.make({
    ...behaviourFromProfile(profile),
    clients: [clientFromProfile(profile, client)]
  })
  vi.stubGlobal("fetch", fetch(provider))
  return provider
}

/** Goes to the provider with the parameters that arctic leaves to its user, and gives the callback's. */
const authorize = async (profile: Profile, client: Client): Promise<URLSearchParams> => {
  const { authorizeParameters = {}, extraScopes = [] } = clientSettingsFromProfile(profile)
  const url = client.authorize([...profile.scopes, ...extraScopes])
  for (const [name, value] of Object.entries(authorizeParameters)) url.searchParams.set(name, value)
  const response = await globalThis.fetch(url, { redirect: "manual" })
  return new URL(response.headers.get("location") ?? "").searchParams
}

afterEach(() => vi.unstubAllGlobals())

describe("arctic's own client", () => {
  it.each(rows)("of $name links, refreshes, and understands a refusal", async (row) => {
    const profile = profileOf(row)
    const provider = play(profile)
    const client = row.client()
    const code = (await authorize(profile, client)).get("code") ?? ""
    const tokens = await client.exchange(code)
    expect(provider.isLive(tokens.accessToken())).toBe(true)
    expect(tokens.hasRefreshToken()).toBe(!profile.quirks.some(({ name }) => name === "noRefreshToken"))
    if (tokens.hasRefreshToken() && client.refresh !== undefined) {
      const refreshed = await client.refresh(tokens.refreshToken(), [...profile.scopes])
      expect(provider.isLive(refreshed.accessToken())).toBe(true)
    }
    expect(provider.journal.flatMap(({ rule }) => rule ?? [])).toEqual([])
    const again = client.exchange(code).then((answer) => answer.accessToken())
    await expect(again).rejects.toThrow(row.refusal ?? "invalid_grant")
  })

  it("of notion sends a form, where Notion documents JSON", async () => {
    const profile = profileOf({ name: "notion" })
    play(profile)
    const notion = new arctic.Notion(...given)
    const client = plain({
      createAuthorizationURL: (state) => notion.createAuthorizationURL(state),
      validateAuthorizationCode: (code) => notion.validateAuthorizationCode(code)
    })
    const code = (await authorize(profile, client)).get("code") ?? ""
    await expect(client.exchange(code)).rejects.toThrow("invalid_request")
  })

  it("of linear has spaces between scopes, where Linear documents commas", async () => {
    const profile = profileOf({ name: "linear" })
    play(profile)
    const response = await globalThis.fetch(plainOf(arctic.Linear)().authorize([...profile.scopes]))
    expect(await response.json()).toMatchObject({ error: "invalid_scope" })
  })
})
