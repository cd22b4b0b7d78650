import { describe, expect, it } from "vitest"
import type { ClientOptions } from "../../src/index.ts"
import {
  basicClient,
  challenged,
  form,
  formHeaders,
  fullClient,
  makeHarness,
  parse,
  postClient,
  publicClient,
  redirectUri,
  text
} from "../Harness.ts"

describe("the authorization endpoint", () => {
  it("redirects with a code and the state, and keeps it out of caches", () => {
    const { authorize } = makeHarness()
    const { body, headers, status } = authorize({ state: "a b&c=ü+%" })
    expect({ body, status }).toEqual({ body: "", status: 302 })
    expect(headers["cache-control"]).toBe("no-store")
    const location = new URL(text(headers["location"]))
    expect(location.origin + location.pathname).toBe(redirectUri)
    expect(location.searchParams.get("state")).toBe("a b&c=ü+%")
    expect([...location.searchParams.keys()]).toEqual(["code", "state", "iss"])
    expect(location.searchParams.get("code")).toMatch(/^[A-Za-z0-9_-]{43}$/)
  })

  it("takes a POST with a form", () => {
    const { provider, send } = makeHarness()
    const body = form({ response_type: "code", client_id: publicClient.clientId, ...challenged })
    const { headers } = send("POST", provider.endpoints.authorize, formHeaders, body)
    expect(headers["location"]).toMatch(/^https:\/\/app\.example\/callback\?code=/)
  })

  it("refuses a secret in the URL, without telling it", () => {
    const { callback, rule } = makeHarness()
    const answer = callback({ client_secret: "hush-hush" })
    expect(answer.get("error")).toBe("invalid_request")
    expect(answer.toString()).not.toContain("hush-hush")
    expect(rule()).toBe("secret-in-url")
  })

  it.each([
    ["the query of a POST", "?client_secret=hush", ""],
    ["the form of a POST", "", "&client_secret=hush"]
  ])("refuses a secret in %s", (_place, query, more) => {
    const { rule, send, urlOf } = makeHarness()
    const body = form({ response_type: "code", client_id: publicClient.clientId })
    const { headers } = send("POST", `${urlOf("authorize")}${query}`, formHeaders, `${body}${more}`)
    expect(headers["location"]).not.toContain("hush")
    expect(rule()).toBe("secret-in-url")
  })

  it("keeps the query of the redirect URI", () => {
    const uri = "https://app.example/callback?tenant=1"
    const { callback } = makeHarness({ clients: [{ ...basicClient, redirectUris: [uri] }] })
    expect([...callback({ redirect_uri: uri }).keys()]).toEqual(["tenant", "code", "state", "iss"])
  })

  it("returns to any port of a loopback address", () => {
    const { authorize } = makeHarness()
    const { headers } = authorize({
      client_id: postClient.clientId,
      redirect_uri: "http://127.0.0.1:49152/callback"
    })
    expect(headers["location"]).toMatch(/^http:\/\/127\.0\.0\.1:49152\/callback\?code=/)
  })

  it("never redirects while client or redirect URI are in doubt", () => {
    const { authorize, provider, rule, send } = makeHarness()
    for (const pairs of [
      { client_id: "nobody" },
      { client_id: undefined },
      { redirect_uri: "https://evil.example/" },
      { client_id: postClient.clientId, redirect_uri: undefined }
    ]) {
      const response = authorize(pairs)
      expect(response.status).toBe(400)
      expect(response.headers["location"]).toBeUndefined()
      expect(text(parse(response)["error"])).toMatch(/^invalid_(client|request)$/)
    }
    const twice = form({ response_type: "code", client_id: basicClient.clientId, redirect_uri: redirectUri })
    const evil = `${provider.endpoints.authorize}?${twice}&redirect_uri=https%3A%2F%2Fevil.example`
    expect(send("GET", evil).headers["location"]).toBeUndefined()
    expect(rule()).toBe("duplicate-parameter")
  })

  it("sends every later error back with the state", () => {
    const { callback } = makeHarness()
    const answer = callback({ response_type: "token" })
    expect(answer.get("error")).toBe("unsupported_response_type")
    expect(answer.get("state")).toBe("the state")
    expect(answer.has("code")).toBe(false)
  })

  it("sends no state back of two that differ", () => {
    const { provider, send } = makeHarness()
    const query = form({ response_type: "code", client_id: publicClient.clientId, state: "one" })
    const { headers } = send("GET", `${provider.endpoints.authorize}?${query}&state=other`)
    const answer = new URL(text(headers["location"])).searchParams
    expect(answer.get("error")).toBe("invalid_request")
    expect(answer.has("state")).toBe(false)
  })

  it("wants a challenge of public clients, unless it is told otherwise (RFC 9700, 2.1.1)", () => {
    const unchallenged = { code_challenge: undefined, code_challenge_method: undefined }
    const errorOf = (client: ClientOptions, pkce?: boolean) =>
      makeHarness(pkce === undefined ? {} : { require: { pkce } })
        .callback({ client_id: client.clientId, ...unchallenged })
        .get("error")
    expect([errorOf(publicClient), errorOf(basicClient)]).toEqual(["invalid_request", null])
    expect([errorOf(publicClient, false), errorOf(basicClient, false)]).toEqual([null, null])
    expect([errorOf(publicClient, true), errorOf(basicClient, true)]).toEqual([
      "invalid_request",
      "invalid_request"
    ])
  })

  it("takes openid for any scope where there are no id tokens", () => {
    const asked = { client_id: fullClient.clientId, redirect_uri: undefined, scope: "openid" }
    expect(makeHarness().callback(asked).get("error")).toBe("invalid_request")
    expect(makeHarness({ idTokens: false }).callback(asked).has("code")).toBe(true)
  })

  it("tells the client that the user denied", () => {
    const { callback } = makeHarness({ consent: "deny" })
    expect(callback().get("error")).toBe("access_denied")
  })

  it("takes an approval of none of the scopes for a denial, since no answer can say that nothing was granted", () => {
    const { callback, link, rule } = makeHarness({ consent: () => ({ _tag: "Approve", scope: ["other"] }) })
    expect(callback({ scope: "read write" }).get("error")).toBe("access_denied")
    expect(rule()).toBe("consent-denied")
    expect(link(publicClient, { scope: undefined })).not.toHaveProperty("scope")
  })

  it("grants what the client may have of what it asks, less what the user withholds", () => {
    const asked: Array<ReadonlyArray<string>> = []
    const harness = makeHarness({
      consent: (request) => {
        asked.push(request.scope)
        return request.state === "less" ? { _tag: "Approve", scope: ["read"] } : { _tag: "Approve" }
      }
    })
    expect(harness.link(basicClient, { scope: "write admin read write" })["scope"]).toBe("write read")
    expect(harness.link(basicClient, { scope: "write read", state: "less" })["scope"]).toBe("read")
    expect(harness.link(basicClient)["scope"]).toBe("read write")
    expect(asked).toEqual([
      ["write", "read"],
      ["write", "read"],
      ["read", "write"]
    ])
  })
})
