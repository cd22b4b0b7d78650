import { describe, expect, it } from "vitest"
import { basicClient, fullClient, makeHarness, parse, postClient, text } from "../Harness.ts"

const linked = () => {
  const harness = makeHarness()
  const tokens = harness.link(basicClient, { scope: "read" })
  return { ...harness, access: text(tokens["access_token"]), refreshToken: text(tokens["refresh_token"]) }
}

describe("revocation", () => {
  it("of an access token ends it alone", () => {
    const { access, post, provider, refresh, refreshToken } = linked()
    expect(post("revoke", basicClient, { token: access }).status).toBe(200)
    expect(provider.isLive(access)).toBe(false)
    expect(refresh(basicClient, refreshToken).status).toBe(200)
  })

  it("of a refresh token ends all of its grant", () => {
    const { access, post, provider, refresh, refreshToken } = linked()
    post("revoke", basicClient, { token: refreshToken, token_type_hint: "access_token" })
    expect(provider.isLive(access)).toBe(false)
    expect(refresh(basicClient, refreshToken).status).toBe(400)
  })

  it("of a token that is not known succeeds, and does nothing", () => {
    const { access, post, provider } = linked()
    expect(post("revoke", basicClient, { token: "made up" })).toMatchObject({ status: 200, body: "{}" })
    expect(provider.isLive(access)).toBe(true)
  })

  it("is not another client's to ask for", () => {
    const { access, post, provider } = linked()
    expect(post("revoke", postClient, { token: access }).status).toBe(400)
    expect(provider.isLive(access)).toBe(true)
  })
})

describe("introspection", () => {
  it("tells what a live token stands for", () => {
    const { access, clock, post, refreshToken } = linked()
    const about = {
      active: true,
      iss: "https://provider.test",
      client_id: basicClient.clientId,
      sub: "user-1",
      iat: clock.now / 1000,
      scope: "read"
    }
    expect(parse(post("introspect", fullClient, { token: access }))).toEqual({
      ...about,
      exp: clock.now / 1000 + 3600,
      token_type: "Bearer"
    })
    expect(parse(post("introspect", fullClient, { token: refreshToken }))).toEqual(about)
  })

  it("tells of a token that is dead, replaced or made up only that it is not active", () => {
    const { access, clock, post, refresh, refreshToken } = linked()
    refresh(basicClient, refreshToken)
    clock.now += 3_600_000
    for (const token of [access, refreshToken, "made up"]) {
      expect(parse(post("introspect", fullClient, { token }))).toEqual({ active: false })
    }
  })
})
