import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import * as fc from "fast-check"
import { processServerMetadata, serverMetadataUrls } from "../../src/protocol/ServerMetadata.ts"

const issuer = "https://provider.test/tenant"
const metadata = {
  issuer,
  authorization_endpoint: "https://provider.test/authorize?tenant=1",
  token_endpoint: "https://tokens.test/token"
}

const judge = (body: unknown, status = 200) =>
  processServerMetadata(issuer, { status, body: JSON.stringify(body) })

const outcome = (body: unknown, status?: number) =>
  Result.match(judge(body, status), {
    onSuccess: () => "found",
    onFailure: (error) => (error._tag === "ServerMetadataInvalid" ? error.reason : "unavailable")
  })

describe("serverMetadataUrls", () => {
  it.each([
    ["https://a.test", "/.well-known/oauth-authorization-server", "/.well-known/openid-configuration"],
    ["https://a.test/", "/.well-known/oauth-authorization-server", "/.well-known/openid-configuration"],
    [
      "https://a.test/b/c",
      "/.well-known/oauth-authorization-server/b/c",
      "/b/c/.well-known/openid-configuration"
    ],
    ["https://a.test/b/", "/.well-known/oauth-authorization-server/b", "/b/.well-known/openid-configuration"]
  ])("of %s are %s and %s", (issuer, oauth, openid) => {
    assert.deepStrictEqual(Result.getOrThrow(serverMetadataUrls(issuer)), [
      `https://a.test${oauth}`,
      `https://a.test${openid}`
    ])
  })

  it("are those of a loopback address over http too", () => {
    assert.isTrue(Result.isSuccess(serverMetadataUrls("http://127.0.0.1:8080")))
  })

  it.each(["http://a.test", "a.test", "", "https://a.test?b", "https://a.test#b", "https://u:SECRET@a.test"])(
    "are none of %o",
    (issuer) => {
      const failure = Result.getFailure(serverMetadataUrls(issuer))
      assert.include(JSON.stringify(failure), '"reason":"issuer"')
      assert.notInclude(JSON.stringify(failure), "SECRET")
    }
  )
})

describe("processServerMetadata", () => {
  it("takes what the server says of itself, and what the standard says of what it leaves out", () => {
    assert.deepStrictEqual(
      { ...Result.getOrThrow(judge(metadata)) },
      {
        issuer,
        authorizeUrl: "https://provider.test/authorize?tenant=1",
        tokenUrl: "https://tokens.test/token",
        codeChallengeMethodsSupported: [],
        tokenEndpointAuthMethodsSupported: ["client_secret_basic"],
        authorizationResponseIssParameterSupported: false
      }
    )
    const whole = {
      ...metadata,
      revocation_endpoint: "https://provider.test/revoke",
      device_authorization_endpoint: "https://provider.test/device",
      code_challenge_methods_supported: ["S256"],
      token_endpoint_auth_methods_supported: ["client_secret_post", "none"],
      authorization_response_iss_parameter_supported: true,
      scopes_supported: ["openid"]
    }
    assert.deepInclude(
      { ...Result.getOrThrow(judge(whole)) },
      {
        revocationUrl: "https://provider.test/revoke",
        deviceAuthorizationUrl: "https://provider.test/device",
        codeChallengeMethodsSupported: ["S256"],
        tokenEndpointAuthMethodsSupported: ["client_secret_post", "none"],
        authorizationResponseIssParameterSupported: true
      }
    )
    assert.strictEqual(outcome({ ...metadata, revocation_endpoint: null }), "found")
  })

  it.each([
    ["notMetadata", {}],
    ["notMetadata", []],
    ["notMetadata", { ...metadata, token_endpoint: undefined }],
    ["notMetadata", { ...metadata, authorization_endpoint: 7 }],
    ["notMetadata", { ...metadata, code_challenge_methods_supported: "S256" }],
    ["endpoint", { ...metadata, token_endpoint: "http://provider.test/token" }],
    ["endpoint", { ...metadata, authorization_endpoint: "javascript:alert(1)" }],
    ["endpoint", { ...metadata, revocation_endpoint: "http://provider.test/revoke" }]
  ])("is %s where it says %o", (expected, body) => {
    assert.strictEqual(outcome(body), expected)
  })

  it.each([
    ["notFound", 404],
    ["notFound", 302],
    ["notFound", 0],
    ["unavailable", 429],
    ["unavailable", 500]
  ])("is %s by status %i", (expected, status) => {
    assert.strictEqual(outcome(metadata, status), expected)
  })

  it("never takes metadata of another issuer, however alike", () => {
    const alike = fc.constantFrom(
      `${issuer}/`,
      "https://provider.test",
      issuer.toUpperCase(),
      `${issuer}#`,
      ` ${issuer}`
    )
    fc.assert(
      fc.property(fc.oneof(alike, fc.webUrl()), (other) => {
        assert.strictEqual(outcome({ ...metadata, issuer: other }), "issuerMismatch")
      })
    )
  })
})
