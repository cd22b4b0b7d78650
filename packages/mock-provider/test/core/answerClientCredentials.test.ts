import { describe, expect, it } from "vitest"
import { fullClient, makeHarness, parse, text } from "../Harness.ts"

describe("client credentials", () => {
  it("give an access token of the client's own, and no refresh token", () => {
    const { provider, token, use } = makeHarness()
    const tokens = parse(token(fullClient, { grant_type: "client_credentials", scope: "read admin" }))
    expect(tokens).toEqual({
      access_token: expect.any(String),
      token_type: "Bearer",
      expires_in: 3600,
      scope: "read"
    })
    expect(provider.isLive(text(tokens["access_token"]))).toBe(true)
    expect(parse(use("resource", text(tokens["access_token"])))).toEqual({
      client_id: fullClient.clientId,
      scope: "read"
    })
  })

  it("give tokens that live and die one by one", () => {
    const { clock, post, provider, token } = makeHarness()
    const issue = () => text(parse(token(fullClient, { grant_type: "client_credentials" }))["access_token"])
    const [first, second] = [issue(), issue()]
    post("revoke", fullClient, { token: first })
    expect([first, second].map(provider.isLive)).toEqual([false, true])
    clock.now += 3_600_000
    expect(provider.isLive(second)).toBe(false)
  })
})
