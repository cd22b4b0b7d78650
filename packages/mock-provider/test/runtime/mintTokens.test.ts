import { decodeJwt } from "jose"
import { describe, expect, it } from "vitest"
import { InvalidProviderOptions } from "../../src/index.ts"
import { makeSigning } from "../SigningHarness.ts"
import { basicClient, fullClient, makeHarness, parse } from "../Harness.ts"

const { clientId } = fullClient
const users = [{ subject: "ada" }, { subject: "bob" }]

describe("a grant without a flow", () => {
  it("has tokens that are as good as those of a flow", async () => {
    const { provider, refresh, send, urlOf } = makeHarness({ users })
    const minted = await provider.mintTokens({ clientId, subject: "bob", scope: ["read"] })
    const authorization = `Bearer ${minted.accessToken}`
    expect(parse(send("GET", urlOf("resource"), { authorization }))).toEqual({
      client_id: clientId,
      sub: "bob",
      scope: "read"
    })
    const refreshed = parse(refresh(fullClient, minted.refreshToken ?? ""))
    expect(refreshed).toMatchObject({ scope: "read", access_token: expect.any(String) })
    expect(parse(refresh(fullClient, minted.refreshToken ?? ""))).toMatchObject({ error: "invalid_grant" })
  })

  it("may have texts of one's own, and a lifetime", async () => {
    const { clock, provider } = makeHarness()
    const minted = await provider.mintTokens({ clientId, accessToken: "a", refreshToken: "r", expiresIn: 60 })
    expect([minted.accessToken, minted.refreshToken, provider.isLive("a")]).toEqual(["a", "r", true])
    clock.now += 60_000
    expect(provider.isLive("a")).toBe(false)
  })

  it("is the client's own where it has no user, and then has no refresh token", async () => {
    const { provider, send, urlOf } = makeHarness()
    const minted = await provider.mintTokens({ clientId, subject: null, scope: ["read"] })
    expect(minted).not.toHaveProperty("refreshToken")
    const authorization = `Bearer ${minted.accessToken}`
    expect(parse(send("GET", urlOf("resource"), { authorization }))).not.toHaveProperty("sub")
  })

  it("has an id token and JWTs where a flow would give them", async () => {
    const { provider, verify } = makeSigning({ users })
    const minted = await provider.mintTokens({ clientId, subject: "bob", scope: ["openid", "read"] })
    expect((await verify(minted.accessToken)).payload).toMatchObject({ sub: "bob", scope: "openid read" })
    expect(decodeJwt(minted.idToken ?? "")).toMatchObject({ sub: "bob", aud: clientId })
    expect(provider.isLive(minted.accessToken)).toBe(true)
  })

  it("is there from the start, and after a reset", () => {
    const grants = [{ clientId, scope: ["read"], accessToken: "seeded", refreshToken: "seeded-refresh" }]
    const { provider, refresh } = makeHarness({ grants })
    expect(provider.isLive("seeded")).toBe(true)
    expect(parse(refresh(fullClient, "seeded-refresh"))).toHaveProperty("access_token")
    expect(parse(refresh(fullClient, "seeded-refresh"))).toHaveProperty("error")
    provider.reset()
    expect(parse(refresh(fullClient, "seeded-refresh"))).toHaveProperty("access_token")
  })

  it.each([
    [{ clientId: "nobody" }, "grant.clientId: expected one of "],
    [{ clientId, subject: "eve" }, "grant.subject: expected one of the users user-1"],
    [{ clientId: basicClient.clientId, scope: ["admin"] }, "grant.scope: expected scopes of the client"],
    [{ clientId, accessToken: "not a token" }, "grant.accessToken: expected a token"],
    [{ clientId, expiresIn: -1 }, "grant.expiresIn: expected a number of seconds"]
  ])("is refused when it cannot be: %o", async (grant, says) => {
    const { provider } = makeHarness()
    await expect(provider.mintTokens(grant)).rejects.toThrow(InvalidProviderOptions)
    await expect(provider.mintTokens(grant)).rejects.toThrow(says)
  })

  it("is refused in options without a token of its own", () => {
    expect(() => makeHarness({ grants: [{ clientId }] })).toThrow(
      "grants[0]: expected an accessToken or a refreshToken"
    )
  })
})
