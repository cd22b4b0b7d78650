import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { MockProvider } from "../../src/index.ts"
import { makeHarness, parse, publicClient } from "../Harness.ts"

describe("the metadata", () => {
  it("says where everything is, and only what is so", () => {
    const { send, urlOf } = makeHarness({ endpoints: { introspect: false } })
    const metadata = parse(send("GET", urlOf("metadata")))
    expect(metadata).toMatchObject({
      issuer: "https://provider.test",
      authorization_endpoint: "https://provider.test/authorize",
      token_endpoint: "https://provider.test/token",
      revocation_endpoint: "https://provider.test/revoke",
      jwks_uri: "https://provider.test/jwks",
      code_challenge_methods_supported: ["S256"],
      authorization_response_iss_parameter_supported: true,
      token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post", "none"]
    })
    expect(metadata).not.toHaveProperty("introspection_endpoint")
    expect(metadata).not.toHaveProperty("introspection_endpoint_auth_methods_supported")
    expect(send("POST", "https://provider.test/introspect").status).toBe(404)
  })

  it("says what is required and what is forgiven", () => {
    const { send, urlOf } = makeHarness({
      require: { pushedAuthorization: true },
      allow: { callbackWithoutIssuer: true, plainChallenge: true }
    })
    expect(parse(send("GET", urlOf("metadata")))).toMatchObject({
      require_pushed_authorization_requests: true,
      authorization_response_iss_parameter_supported: false,
      code_challenge_methods_supported: ["S256", "plain"]
    })
    const strict = makeHarness()
    expect(parse(strict.send("GET", strict.urlOf("metadata")))).toMatchObject({
      require_pushed_authorization_requests: false
    })
  })

  it("is one document with the OpenID configuration", () => {
    const { send, urlOf } = makeHarness()
    const configuration = parse(send("GET", urlOf("openidConfiguration")))
    expect(parse(send("GET", urlOf("metadata")))).toEqual(configuration)
    expect(configuration).toMatchObject({
      userinfo_endpoint: "https://provider.test/userinfo",
      id_token_signing_alg_values_supported: ["RS256"],
      subject_types_supported: ["public"]
    })
    // Left out, it would say that any request_uri works, and not those of pushed requests only.
    expect(configuration["request_uri_parameter_supported"]).toBe(false)
  })

  it("says nothing of OpenID where there are no id tokens", () => {
    const { send, urlOf } = makeHarness({ idTokens: false })
    const metadata = parse(send("GET", urlOf("metadata")))
    expect(metadata).not.toHaveProperty("id_token_signing_alg_values_supported")
    expect(parse(send("GET", urlOf("openidConfiguration")))).toMatchObject(metadata)
  })

  it("leaves out a list that has no elements (RFC 8414, 3.2)", () => {
    for (const clients of [[], [publicClient]]) {
      const { send, urlOf } = makeHarness({ clients })
      const metadata = parse(send("GET", urlOf("metadata")))
      expect(Object.values(metadata)).not.toContainEqual([])
      expect(metadata).not.toHaveProperty("introspection_endpoint_auth_methods_supported")
    }
  })

  it("does not let a client take it for one with the implicit grant while nobody is registered", () => {
    const { send, urlOf } = makeHarness({ clients: [] })
    expect(parse(send("GET", urlOf("metadata")))["grant_types_supported"]).toEqual(["authorization_code"])
  })

  it.each(["metadata", "openidConfiguration", "jwks"] as const)(
    "answers HEAD as it answers GET: %s",
    async (endpoint) => {
      const { provider, urlOf } = makeHarness({ accessTokens: { algorithm: "ES256" } })
      const ask = (method: string) => provider.answer({ method, url: urlOf(endpoint), headers: {}, body: "" })
      expect(await ask("HEAD")).toEqual(await ask("GET"))
    }
  )

  it("is found where a client looks for it, whatever the issuer", () => {
    const issuer = fc
      .tuple(fc.webUrl({ validSchemes: ["https", "http"], withQueryParameters: false }), fc.boolean())
      .map(([url, slash]) => (slash ? url : url.replace(/\/$/, "")))
    fc.assert(
      fc.property(issuer, (issuer) => {
        const provider = MockProvider.make({ issuer, clients: [publicClient] })
        const url = new URL(issuer)
        const path = url.pathname.replace(/\/$/, "")
        const metadata = `${url.origin}/.well-known/oauth-authorization-server${path}`
        const configuration = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`
        for (const place of [metadata, configuration]) {
          const answer = provider.handle({ method: "GET", url: place, headers: {}, body: "" })
          if (answer._tag !== "Response") throw new Error(answer._tag)
          expect(parse(answer)["issuer"]).toBe(issuer)
        }
      })
    )
  })
})
