import { describe, expect, it } from "vitest"
import {
  documentedAuthenticationOf,
  isAuthorizeUrlOf,
  isDocumented,
  isTokenUrlOf,
  offlineAccessOf,
  type Profile,
  type Quirk,
  type Source
} from "../../src/profiles/index.ts"

const profileWith = (more: Partial<Profile>): Profile => ({
  name: "acme",
  title: "Acme",
  endpoints: { authorize: "https://acme.test/authorize", token: "https://acme.test/token" },
  clientAuthentication: ["client_secret_basic", "client_secret_post"],
  pkce: "unknown",
  scopes: [],
  quirks: [],
  sources: [],
  naive: { fails: "nowhere", because: "it is the standard" },
  ...more
})

const source = (by: Source["by"], ...supports: Source["supports"]): Source => ({
  at: "https://acme.test/docs",
  by,
  says: "So it is.",
  supports,
  read: "2026-11-30"
})

describe("a fact is documented", () => {
  it("if a source of the provider's own supports it", () => {
    const profile = profileWith({ sources: [source("others", "pkce"), source("provider", "scopes")] })
    expect(isDocumented(profile, "scopes")).toBe(true)
    expect(isDocumented(profile, "pkce")).toBe(false)
  })
})

describe("offlineAccessOf", () => {
  const parameter: Quirk = { name: "refreshTokenOnlyIf", parameter: "access_type", value: "offline" }
  const scope: Quirk = { name: "refreshTokenOnlyWithScope", scope: "offline", orScopes: ["refresh"] }

  it("gives the parameter that the provider documents", () => {
    const profile = profileWith({ quirks: [parameter], sources: [source("provider", "refreshTokenOnlyIf")] })
    expect(offlineAccessOf(profile)).toEqual({ _tag: "Parameter", name: "access_type", value: "offline" })
  })

  it("gives the scopes that the provider documents, any of which will do", () => {
    const sources = [source("provider", "refreshTokenOnlyWithScope")]
    expect(offlineAccessOf(profileWith({ quirks: [scope], sources }))).toEqual({
      _tag: "Scope",
      anyOf: ["offline", "refresh"]
    })
  })

  it("gives nothing that only others say, and nothing where there is nothing to ask for", () => {
    const sources = [source("others", "refreshTokenOnlyIf"), source("provider", "scopes")]
    expect(offlineAccessOf(profileWith({ quirks: [parameter], sources }))).toBeUndefined()
    expect(offlineAccessOf(profileWith({ sources }))).toBeUndefined()
  })
})

describe("documentedAuthenticationOf", () => {
  it("gives all methods that are known where the provider documents one of them", () => {
    const sources = [source("provider", "clientAuthentication")]
    expect(documentedAuthenticationOf(profileWith({ sources }))).toEqual([
      "client_secret_basic",
      "client_secret_post"
    ])
  })

  it("gives nothing where only others name them", () => {
    const sources = [source("others", "clientAuthentication"), source("provider", "pkce")]
    expect(documentedAuthenticationOf(profileWith({ sources }))).toBeUndefined()
  })
})

describe("a URL of a provider", () => {
  const profile = profileWith({
    otherEndpoints: {
      authorize: ["https://{tenant}.acme.test/v2.0/authorize", "https://old.acme.test/authorize?p={policy}"],
      token: ["https://acme.test/{tenant}/token"]
    }
  })

  it.each([
    "https://acme.test/authorize",
    "https://eu.west.acme.test/v2.0/authorize",
    "https://old.acme.test/authorize?p=sign-in"
  ])("is an authorization endpoint: %s", (url) => {
    expect(isAuthorizeUrlOf(profile, url)).toBe(true)
    expect(isTokenUrlOf(profile, url)).toBe(false)
  })

  it.each(["https://acme.test/token", "https://acme.test/common/token"])("is a token endpoint: %s", (url) => {
    expect(isTokenUrlOf(profile, url)).toBe(true)
    expect(isAuthorizeUrlOf(profile, url)).toBe(false)
  })

  it.each([
    "",
    "https://acme.test/authorize/",
    "https://eu.acme.test/v2x0/authorize",
    "https://evil.test/.acme.test/v2.0/authorize",
    "https://user@evil.acme.test/v2.0/authorize",
    "https://acme.test//token",
    "https://acme.test/a/b/token",
    "https://acme.test/common/token?x"
  ])("is none of them: %s", (url) => {
    expect(isAuthorizeUrlOf(profile, url)).toBe(false)
    expect(isTokenUrlOf(profile, url)).toBe(false)
  })
})
