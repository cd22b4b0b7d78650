import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { basicClient, makeHarness, parse, redirectUri, text } from "../Harness.ts"

describe("a refresh token", () => {
  it("stays good, and comes alone, where tokens do not rotate", () => {
    const { link, refresh } = makeHarness({ rotation: "none" })
    const refreshToken = text(link(basicClient)["refresh_token"])
    for (let use = 0; use < 3; use++) {
      const response = refresh(basicClient, refreshToken)
      expect(response.status).toBe(200)
      expect(parse(response)).not.toHaveProperty("refresh_token")
    }
  })

  it("is replaced at each use where tokens rotate, for as long as the latest is used", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), (times) => {
        const { link, refresh } = makeHarness()
        const seen = new Set<string>()
        let tokens = link(basicClient)
        for (let use = 0; use < times; use++) {
          seen.add(text(tokens["refresh_token"]))
          tokens = parse(refresh(basicClient, text(tokens["refresh_token"])))
          expect(seen.has(text(tokens["refresh_token"]))).toBe(false)
        }
      })
    )
  })

  it("revokes its whole family when any replaced one of it is used, and no other family", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.nat(), (times, pick) => {
        const { link, provider, refresh, rule } = makeHarness()
        const other = link(basicClient)
        const chain = [link(basicClient)]
        for (let use = 0; use < times; use++) {
          chain.push(parse(refresh(basicClient, text(chain.at(-1)?.["refresh_token"]))))
        }
        const replaced = chain[pick % times]
        expect(parse(refresh(basicClient, text(replaced?.["refresh_token"])))["error"]).toBe("invalid_grant")
        expect(rule()).toBe("refresh-token-reused")
        refresh(basicClient, text(chain.at(-1)?.["refresh_token"]))
        expect(rule()).toBe("grant-revoked")
        for (const tokens of chain) expect(provider.isLive(text(tokens["access_token"]))).toBe(false)
        expect(provider.isLive(text(other["access_token"]))).toBe(true)
        expect(refresh(basicClient, text(other["refresh_token"])).status).toBe(200)
      })
    )
  })

  it("gives an access token of less scope when asked, and keeps its own", () => {
    const { link, refresh } = makeHarness()
    const first = link(basicClient, { scope: "read write" })
    const less = parse(refresh(basicClient, text(first["refresh_token"]), { scope: "write" }))
    expect(less["scope"]).toBe("write")
    const whole = parse(refresh(basicClient, text(less["refresh_token"])))
    expect(whole["scope"]).toBe("read write")
  })

  it("is not spent by a request that is refused", () => {
    const { link, refresh } = makeHarness()
    const refreshToken = text(link(basicClient)["refresh_token"])
    expect(refresh(basicClient, refreshToken, { scope: "admin" }).status).toBe(400)
    expect(refresh({ ...basicClient, clientSecret: "wrong" }, refreshToken).status).toBe(401)
    expect(refresh(basicClient, refreshToken).status).toBe(200)
  })

  it("needs the very redirect URI of its grant where the provider wants one", () => {
    const { link, refresh, rule } = makeHarness({ require: { redirectUriOnRefresh: true } })
    const refreshToken = text(link(basicClient)["refresh_token"])
    refresh(basicClient, refreshToken, { redirect_uri: `${redirectUri}/` })
    expect(rule()).toBe("refresh-redirect-uri")
    expect(refresh(basicClient, refreshToken, { redirect_uri: redirectUri }).status).toBe(200)
  })

  it("outlives its access tokens", () => {
    const { clock, link, provider, refresh } = makeHarness({ lifetimes: { accessToken: 5 } })
    const tokens = link(basicClient)
    expect(tokens["expires_in"]).toBe(5)
    clock.now += 5000
    expect(provider.isLive(text(tokens["access_token"]))).toBe(false)
    expect(refresh(basicClient, text(tokens["refresh_token"])).status).toBe(200)
  })
})
