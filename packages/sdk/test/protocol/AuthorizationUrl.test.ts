import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import * as fc from "fast-check"
import { authorizationUrl, AuthorizationServer } from "../../src/index.ts"
import type { AuthorizationUrlOptions } from "../../src/index.ts"
import * as arbitrary from "../arbitraries.ts"

const build = (authorizeUrl: string, options: Partial<AuthorizationUrlOptions> = {}): URL => {
  const server = new AuthorizationServer({ authorizeUrl, tokenUrl: "https://provider.example/token" })
  const defaults = {
    domain: "acme",
    server,
    clientId: "id",
    redirectUri: "https://home.example/cb",
    state: "s"
  }
  return new URL(Result.getOrThrow(authorizationUrl({ ...defaults, ...options })))
}

const core = [
  "response_type",
  "client_id",
  "redirect_uri",
  "state",
  "code_challenge",
  "code_challenge_method"
]
const name = fc.oneof(fc.constantFrom(...core, "client_secret", "scope"), arbitrary.text({ minLength: 1 }))

describe("authorizationUrl", () => {
  it("carries client id, redirect URI and state byte for byte, for any of them", () => {
    fc.assert(
      fc.property(arbitrary.text(), arbitrary.text(), arbitrary.text(), (clientId, redirectUri, state) => {
        const { searchParams } = build("https://provider.example/authorize", { clientId, redirectUri, state })
        assert.strictEqual(searchParams.get("client_id"), clientId)
        assert.strictEqual(searchParams.get("redirect_uri"), redirectUri)
        assert.strictEqual(searchParams.get("state"), state)
        assert.strictEqual(searchParams.get("response_type"), "code")
      })
    )
  })

  it("never lets extra parameters or the URL's own replace the protocol's, and never repeats one", () => {
    const parameters = fc.dictionary(name, arbitrary.text())
    fc.assert(
      fc.property(parameters, fc.array(fc.tuple(name, arbitrary.text())), (authorizeParameters, own) => {
        const authorizeUrl = `https://provider.example/authorize?${new URLSearchParams(own)}`
        const { searchParams } = build(authorizeUrl, { authorizeParameters, codeChallenge: "c" })
        assert.strictEqual(searchParams.get("client_id"), "id")
        assert.strictEqual(searchParams.get("state"), "s")
        assert.strictEqual(searchParams.get("code_challenge"), "c")
        assert.strictEqual(searchParams.get("code_challenge_method"), "S256")
        assert.isFalse(searchParams.has("client_secret"))
        const names = [...searchParams.keys()]
        assert.strictEqual(new Set(names).size, names.length)
        for (const [name, value] of Object.entries(authorizeParameters)) {
          if (!core.includes(name) && name !== "client_secret")
            assert.strictEqual(searchParams.get(name), value)
        }
      })
    )
  })

  it("keeps the URL's own query as it was written", () => {
    const url = build("https://provider.example/authorize?tenant=a%20b+c&p=%7E")
    assert.isTrue(url.search.startsWith("?tenant=a%20b+c&p=%7E&response_type=code"))
  })

  it("goes to the path that the module declared", () => {
    const url = build("https://provider.example/a/b/?x=1")
    assert.strictEqual(url.origin + url.pathname, "https://provider.example/a/b/")
  })

  it("names no challenge without PKCE, even where the module would", () => {
    const url = build("https://provider.example/authorize", {
      authorizeParameters: { code_challenge: "fixed" }
    })
    assert.isFalse(url.searchParams.has("code_challenge"))
  })

  it.each([
    ["", "notAbsolute"],
    ["/authorize", "notAbsolute"],
    ["https:provider.example", "notAbsolute"],
    [" https://provider.example/authorize", "notAbsolute"],
    ["https://provider.example/auth\norize", "notAbsolute"],
    ["http://provider.example/authorize", "notHttps"],
    ["javascript:alert(1)", "notHttps"],
    ["https://provider.example/authorize#top", "fragment"],
    ["https://user:pass@provider.example/authorize", "userInformation"]
  ])("refuses %j as %s", (authorizeUrl, reason) => {
    const server = new AuthorizationServer({ authorizeUrl, tokenUrl: "" })
    const url = authorizationUrl({ domain: "acme", server, clientId: "i", redirectUri: "r", state: "s" })
    assert.strictEqual<unknown>(Result.isFailure(url) && url.failure.reason, reason)
  })

  it.each(["http://localhost:1/a", "http://127.0.0.1/a", "http://[::1]:8080/a"])(
    "takes loopback %s",
    (url) => {
      assert.strictEqual(build(url).pathname, "/a")
    }
  )
})
