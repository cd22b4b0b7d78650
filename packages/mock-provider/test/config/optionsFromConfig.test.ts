import { Effect } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { optionsFromConfig } from "../../src/config/optionsFromConfig.ts"
import { decodeConfig } from "../../src/config/readConfig.ts"
import { MockProvider } from "../../src/index.ts"
import { findProfile, profiles } from "../../src/profiles/index.ts"
import { form, formHeaders } from "../Harness.ts"

const url = "http://127.0.0.1:8080/tenant"

const make = (input: unknown) => {
  const config = Effect.runSync(decodeConfig(input)).get("") ?? {}
  return MockProvider.make(optionsFromConfig(config, url))
}

const askToken = (provider: MockProvider, pairs: Record<string, string>) => {
  const answer = provider.handle({
    method: "POST",
    url: provider.endpoints.token,
    headers: formHeaders,
    body: form(pairs)
  })
  return answer._tag === "Response" ? JSON.parse(answer.body) : {}
}

const client = { clientId: "c", clientSecret: "s", grantTypes: ["client_credentials"] }

describe("a configured provider", () => {
  it("is below the URL that it is served at", () => {
    const provider = make({ endpoints: { token: "/oauth/token", authorize: "https://other.test/authorize" } })
    expect(provider.issuer).toBe(url)
    expect(provider.endpoints).toMatchObject({
      token: `${url}/oauth/token`,
      authorize: "https://other.test/authorize",
      revoke: `${url}/revoke`
    })
  })

  it.each(profiles.map(({ name }) => name))(
    "has every endpoint of the profile %s apart, below its URL",
    (name) => {
      const provider = make({ profile: name })
      const { refresh, ...endpoints } = provider.endpoints
      for (const [endpoint, place] of Object.entries({ ...endpoints, ...provider.pages })) {
        expect(place).toMatch(/^http:\/\/127\.0\.0\.1:8080\/(tenant|\.well-known)/)
        if (place === provider.pages.consent || place === provider.pages.deviceVerification) continue
        provider.handle({ method: endpoint === "token" ? "POST" : "GET", url: place, headers: {}, body: "" })
        expect(provider.journal.at(-1)?.endpoint).toBe(endpoint)
      }
      if (refresh !== undefined) expect(provider.serves("POST", refresh)).toBe(true)
    }
  )

  it("lets its clients authenticate as given, as the profile's do, or else with their secret in either place", () => {
    const methods = (config: object) => make(config).clients.map(({ authentication }) => authentication)
    expect(methods({ clients: [{ clientId: "a" }, { clientId: "b", clientSecret: "s" }] })).toEqual([
      ["none"],
      ["client_secret_basic", "client_secret_post"]
    ])
    expect(methods({ profile: "github", clients: [{ clientId: "b", clientSecret: "s" }] })).toEqual([
      findProfile("github")?.clientAuthentication
    ])
    expect(
      methods({
        profile: "github",
        clients: [{ clientId: "b", clientSecret: "s", authentication: "client_secret_basic" }]
      })
    ).toEqual([["client_secret_basic"]])
  })

  it("has its quirks beside the profile's, and its own word counts more", () => {
    const provider = make({
      clients: [client],
      quirks: [{ name: "missingExpiresIn" }, { name: "tokenParameters", parameters: { audience: "api" } }],
      tokenMembers: { user: 7 }
    })
    const asked = { grant_type: "client_credentials", client_id: "c", client_secret: "s" }
    expect(askToken(provider, asked)).toMatchObject({ error: "invalid_request" })
    const tokens = askToken(provider, { ...asked, audience: "api" })
    expect(tokens).toMatchObject({ user: 7 })
    expect(tokens).not.toHaveProperty("expires_in")
    const rotating = MockProvider.make(optionsFromConfig({ profile: "github", rotation: "rotate" }, url))
    expect(rotating.issuer).toBe(url)
  })

  it("has its endpoints where its own word puts them, whatever the profile says", () => {
    const { endpoints } = make({ profile: "github", endpoints: { token: "/token", userinfo: "/user" } })
    expect(endpoints).toMatchObject({
      authorize: `${url}/login/oauth/authorize`,
      token: `${url}/token`,
      userinfo: `${url}/user`
    })
  })

  it("lets a quirk know where it is by default", () => {
    const provider = make({
      clients: [{ clientId: "c", clientSecret: "s", redirectUris: ["https://app.test/"] }],
      quirks: [{ name: "tokenServerInCallback", parameter: "server", origins: [] }]
    })
    const query = form({ response_type: "code", client_id: "c" })
    const callback = provider.handle({
      method: "GET",
      url: `${provider.endpoints.authorize}?${query}`,
      headers: {},
      body: ""
    })
    const { location = "" } = callback._tag === "Response" ? callback.headers : {}
    expect(new URL(location).searchParams.get("server")).toBe("http://127.0.0.1:8080")
  })

  it("has any quirk by itself, with no word on endpoints", () => {
    for (const quirk of profiles.flatMap((profile) => profile.quirks)) {
      expect(make({ clients: [client], quirks: [quirk] }).endpoints.token).toBe(`${url}/token`)
    }
  })

  it("keeps the path and query of a profile's endpoint wherever it is served", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...profiles),
        fc.constantFrom("http://a.test", "http://a.test:1/x", "https://a.test/x/"),
        (profile, base) => {
          const provider = MockProvider.make(optionsFromConfig({ profile: profile.name }, base))
          const { pathname, search } = new URL(profile.endpoints.token)
          expect(provider.endpoints.token).toBe(base.replace(/\/$/, "") + pathname + search)
        }
      )
    )
  })
})
