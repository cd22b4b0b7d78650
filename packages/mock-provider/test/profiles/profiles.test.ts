import { describe, expect, it } from "vitest"
import { endpointNames, MockProvider } from "../../src/index.ts"
import {
  behaviourFromProfile,
  clientFromProfile,
  clientSettingsFromProfile,
  findProfile,
  findProfileByUrl,
  profiles,
  rebase
} from "../../src/profiles/index.ts"

const redirectUri = "https://app.example/callback"
const make = (profile: (typeof profiles)[number]) =>
  MockProvider.make({
    ...behaviourFromProfile(profile),
    clients: [clientFromProfile(profile, { clientId: "id", clientSecret: "s", redirectUris: [redirectUri] })]
  })

/** The quirks by which the conformance kit judges modules. */
const judged: ReadonlySet<string> = new Set([
  "jsonBody",
  "nestedTokenResponse",
  "noRefreshToken",
  "redirectUriOnRefresh",
  "renamedParameters"
])

describe.each(profiles)("the profile $name", (profile) => {
  it("is found by its name", () => {
    expect(findProfile(profile.name)).toBe(profile)
    expect(profile.name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  })

  it("is found by its endpoints, of which no other profile has one", () => {
    expect(findProfileByUrl(profile.endpoints.authorize)).toBe(profile)
    expect(findProfileByUrl(profile.endpoints.token)).toBe(profile)
  })

  it("is plain data", () => {
    expect(JSON.parse(JSON.stringify(profile))).toEqual(profile)
  })

  it("has a source with a date for each of its quirks and facts", () => {
    const supported = new Set(profile.sources.flatMap(({ supports }) => supports))
    const facts = [
      "endpoints",
      "clientAuthentication",
      ...(profile.scopes.length === 0 ? [] : ["scopes"]),
      ...(profile.pkce === "unknown" ? [] : ["pkce"]),
      ...(
        ["allow", "authorizeParameters", "lifetimes", "otherEndpoints", "require", "rotation"] as const
      ).filter((name) => profile[name] !== undefined)
    ]
    expect([...supported].toSorted()).toEqual(
      [...new Set([...facts, ...profile.quirks.map(({ name }) => name)])].toSorted()
    )
    for (const { at, read, says } of profile.sources) {
      expect(at).toMatch(/^(https:\/\/|[\w.-]+\/[\w.-]+: )/)
      expect(read).toMatch(/^20\d\d-\d\d-\d\d$/)
      expect(says).toMatch(/\.$/)
    }
  })

  it("takes from no module of Home Assistant alone what excuses or accuses a module", () => {
    // Clients without a secret have to use PKCE wherever they are (RFC 9700, 2.1.1).
    const isPublic = profile.clientAuthentication.every((method) => method === "none")
    const pkce = profile.pkce === "unknown" || isPublic ? [] : ["pkce"]
    const facts = [...profile.quirks.map(({ name }) => name).filter((name) => judged.has(name)), ...pkce]
    const others = profile.sources.filter(({ at }) => !at.startsWith("home-assistant/core:"))
    const supported = new Set<string>(others.flatMap(({ supports }) => supports))
    expect(facts.filter((fact) => !supported.has(fact))).toEqual([])
  })

  it("has each quirk once, or says that it is standard", () => {
    const names = profile.quirks.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    const isPlain = names.length === 0 && profile.pkce !== "required"
    if (isPlain && profile.clientAuthentication.includes("client_secret_basic"))
      expect(profile.naive.fails).toBe("nowhere")
  })

  it("answers at the provider's own URLs, and elsewhere when it is moved", () => {
    const provider = make(profile)
    expect(provider.endpoints).toMatchObject(profile.endpoints)
    const moved = make(rebase(profile, "http://127.0.0.1:8080"))
    for (const url of Object.values(moved.endpoints)) expect(url).toMatch(/^http:\/\/127\.0\.0\.1:8080\//)
    expect(moved.serves("GET", moved.endpoints.authorize)).toBe(true)
    expect(moved.serves("POST", moved.endpoints.token)).toBe(true)
  })

  it("requires PKCE, and lets tokens live, as its data say", () => {
    const { lifetimes, require } = behaviourFromProfile(profile)
    const { accessToken } = profile.lifetimes ?? {}
    expect(require?.pkce).toBe(profile.pkce === "required")
    expect(lifetimes?.accessToken).toBe(accessToken === "unlimited" ? Infinity : accessToken)
  })

  it("says what clients have to do", () => {
    const { clientAuthentication, endpoints } = clientSettingsFromProfile(profile)
    expect(endpoints).toEqual(profile.endpoints)
    expect(clientAuthentication).toBeDefined()
  })
})

describe("profiles", () => {
  // docs/decisions/0044-profiles-are-strict.md: what a new endpoint or feature means for them has to be decided.
  it("say of each endpoint whether it is there, and have nothing on that hardly any provider has", () => {
    for (const profile of profiles) {
      const { allow, dpop, endpoints = {}, registration, responseModes } = behaviourFromProfile(profile)
      const open = endpointNames.filter((name) => endpoints[name] === undefined)
      expect(open).toEqual(["resource", "registration"])
      expect({ dpop, registration, responseModes }).toEqual({
        dpop: false,
        registration: undefined,
        responseModes: ["query"]
      })
      expect(allow).toMatchObject({ callbackWithoutIssuer: true, ignoredResource: true })
    }
  })

  it("have distinct names, in alphabetical order", () => {
    const names = profiles.map(({ name }) => name)
    expect(names).toEqual([...new Set(names)].toSorted())
  })

  it("are not found by another name", () => {
    expect(findProfile("nobody")).toBeUndefined()
  })

  it("are found by the host of an endpoint, and by no other", () => {
    expect(findProfileByUrl("https://github.com/elsewhere")?.name).toBe("github")
    expect(findProfileByUrl("https://github.com.example/login/oauth/authorize")).toBeUndefined()
    expect(findProfileByUrl("no URL")).toBeUndefined()
  })
})
