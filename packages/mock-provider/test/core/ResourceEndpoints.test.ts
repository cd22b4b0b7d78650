import { describe, expect, it } from "vitest"
import { basicClient, formHeaders, fullClient, makeHarness, parse, text } from "../Harness.ts"

const alice = { subject: "alice", claims: { name: "Alice", email: "alice@home.test", locker: 7 } }

describe("the resource", () => {
  it("asks for an access token, and says why one is refused", () => {
    const { send, urlOf, use } = makeHarness()
    const without = send("GET", urlOf("resource"))
    expect(without).toMatchObject({
      status: 401,
      headers: {
        "www-authenticate": expect.stringMatching(/^Bearer realm="resource", resource_metadata="[^"]+"$/)
      }
    })
    expect(use("resource", "made-up")).toMatchObject({
      status: 401,
      headers: { "www-authenticate": expect.stringContaining('error="invalid_token"') }
    })
  })

  it("takes another authentication scheme for no access token at all (RFC 6750, 3.1)", () => {
    const { send, urlOf } = makeHarness()
    expect(send("GET", urlOf("resource"), { authorization: "Basic dTpw" })).toMatchObject({
      status: 401,
      headers: {
        "www-authenticate": expect.stringMatching(/^Bearer realm="resource", resource_metadata="[^"]+"$/)
      }
    })
  })

  it("answers to a live access token, until it is dead", () => {
    const { clock, link, use } = makeHarness()
    const access = text(link(basicClient)["access_token"])
    expect(parse(use("resource", access))).toMatchObject({ client_id: basicClient.clientId, sub: "user-1" })
    clock.now += 3_600_000
    expect(use("resource", access).status).toBe(401)
  })

  it("does not look into the body of a GET (RFC 6750, 2.2)", () => {
    const { link, rule, send, urlOf } = makeHarness()
    const access = text(link(basicClient)["access_token"])
    expect(send("GET", urlOf("resource"), formHeaders, `access_token=${access}`).status).toBe(401)
    expect(rule()).toBe("access-token-missing")
  })

  it("takes the access token in the body, and in the URL only where that is allowed", () => {
    const { link, send, urlOf } = makeHarness({ allow: { accessTokenInUrl: true } })
    const access = text(link(basicClient)["access_token"])
    expect(send("POST", urlOf("resource"), formHeaders, `access_token=${access}`).status).toBe(200)
    expect(send("GET", `${urlOf("resource")}?access_token=${access}`).status).toBe(200)
  })
})

describe("userinfo", () => {
  it("gives the claims of who approved, as far as the scope goes", () => {
    const { link, use } = makeHarness({ idTokens: false, users: [alice] })
    const tell = (scope: string) => parse(use("userinfo", text(link(fullClient, { scope })["access_token"])))
    expect(tell("openid")).toEqual({ sub: "alice", locker: 7 })
    expect(tell("openid email")).toEqual({ sub: "alice", locker: 7, email: "alice@home.test" })
    expect(tell("openid profile")).toEqual({ sub: "alice", locker: 7, name: "Alice" })
  })

  it("names who approved, whatever the claims say", () => {
    const { link, use } = makeHarness({
      idTokens: false,
      users: [{ subject: "alice", claims: { sub: "mallory" } }]
    })
    const tokens = link(fullClient, { scope: "openid" })
    expect(parse(use("userinfo", text(tokens["access_token"])))).toEqual({ sub: "alice" })
  })

  it("gives the claims of a user who was added while running, and approved", () => {
    const { link, provider, use } = makeHarness({ idTokens: false })
    provider.addUser(alice)
    provider.setConsent([
      { clientId: "another", decision: { _tag: "Deny" } },
      { scope: ["openid"], decision: { _tag: "Approve", subject: "alice" } }
    ])
    const tokens = link(fullClient, { scope: "openid" })
    expect(parse(use("userinfo", text(tokens["access_token"])))["sub"]).toBe("alice")
  })

  it("needs no openid scope where that is allowed", () => {
    const { link, use } = makeHarness({ users: [alice], allow: { userinfoWithoutOpenid: true } })
    const tokens = link(basicClient)
    expect(parse(use("userinfo", text(tokens["access_token"])))).toEqual({ ...alice.claims, sub: "alice" })
  })
})
