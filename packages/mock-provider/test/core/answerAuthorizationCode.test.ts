import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { basicClient, makeHarness, parse, postClient, publicClient, redirectUri, text } from "../Harness.ts"

const clients = [basicClient, postClient, publicClient] as const
const withoutPkce = { code_challenge: undefined, code_challenge_method: undefined }

describe("an authorization code", () => {
  it("gives no tokens once its grant had to make room for another", () => {
    const { codeFor, exchange, rule } = makeHarness({ rotation: { mode: "rotate", maxLive: 1 } })
    const [first, last] = [codeFor(basicClient), codeFor(basicClient)]
    exchange(basicClient, first)
    expect(rule()).toBe("grant-revoked")
    expect(exchange(basicClient, last).status).toBe(200)
  })

  it("gives an access token that says nothing of its end where it has none", () => {
    const { clock, link, post, provider } = makeHarness({ lifetimes: { accessToken: Infinity } })
    const tokens = link(basicClient)
    expect(tokens).not.toHaveProperty("expires_in")
    clock.now = 8.64e15
    const access = text(tokens["access_token"])
    expect(provider.isLive(access)).toBe(true)
    expect(parse(post("introspect", basicClient, { token: access }))).not.toHaveProperty("exp")
  })

  it("is refused to every other client, and still good for its own", () => {
    const pick = fc.constantFrom(...clients)
    fc.assert(
      fc.property(pick, fc.array(pick), (owner, thieves) => {
        const { codeFor, exchange, rule } = makeHarness()
        const code = codeFor(owner)
        for (const thief of thieves.filter((client) => client !== owner)) {
          expect(parse(exchange(thief, code))["error"]).toBe("invalid_grant")
          expect(rule()).toBe("code-client")
        }
        expect(exchange(owner, code).status).toBe(200)
      })
    )
  })

  it("works once, in any interleaving with other codes", () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 4 }), { maxLength: 30 }), (uses) => {
        const { codeFor, exchange, rule } = makeHarness()
        const codes = [0, 1, 2, 3, 4].map(() => codeFor(basicClient))
        const used = new Set<number>()
        for (const index of uses) {
          const { status } = exchange(basicClient, codes[index] ?? "")
          expect(status).toBe(used.has(index) ? 400 : 200)
          expect(rule()).toBe(used.has(index) ? "code-reused" : undefined)
          used.add(index)
        }
      })
    )
  })

  it("takes back what it gave when it is used again", () => {
    const { codeFor, exchange, link, provider, refresh, rule } = makeHarness()
    const code = codeFor(basicClient)
    const tokens = parse(exchange(basicClient, code))
    const others = link(basicClient)
    expect(provider.isLive(text(tokens["access_token"]))).toBe(true)
    exchange(basicClient, code)
    expect(provider.journal.at(-1)?.events[0]?._tag).toBe("GrantRevoked")
    expect(provider.isLive(text(tokens["access_token"]))).toBe(false)
    refresh(basicClient, text(tokens["refresh_token"]))
    expect(rule()).toBe("grant-revoked")
    expect(provider.isLive(text(others["access_token"]))).toBe(true)
  })

  it("lives as long as configured and not a millisecond longer", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 600 }), fc.integer({ min: 0, max: 700_000 }), (code, later) => {
        const harness = makeHarness({ lifetimes: { code } })
        const issued = harness.codeFor(basicClient)
        harness.clock.now += later
        expect(harness.exchange(basicClient, issued).status).toBe(later < code * 1000 ? 200 : 400)
      })
    )
  })

  it("is good without PKCE if it was asked for without", () => {
    const { codeFor, exchange } = makeHarness()
    const code = codeFor(basicClient, withoutPkce)
    expect(exchange(basicClient, code, { code_verifier: undefined }).status).toBe(200)
  })

  it("needs the redirect URI only if that was in the authorization request", () => {
    const { codeFor, exchange, rule } = makeHarness()
    const omitted = { redirect_uri: undefined }
    expect(exchange(basicClient, codeFor(basicClient, omitted), omitted).status).toBe(200)
    expect(exchange(basicClient, codeFor(basicClient, omitted), { redirect_uri: redirectUri }).status).toBe(
      200
    )
    expect(
      exchange(basicClient, codeFor(basicClient, omitted), { redirect_uri: "https://x.test/" }).status
    ).toBe(400)
    expect(exchange(basicClient, codeFor(basicClient), omitted).status).toBe(400)
    expect(rule()).toBe("code-redirect-uri")
  })

  it("is bound to the port of a loopback address", () => {
    const { codeFor, exchange } = makeHarness()
    const at = (port: number) => ({ redirect_uri: `http://127.0.0.1:${port}/callback` })
    expect(exchange(postClient, codeFor(postClient, at(1000)), at(1001)).status).toBe(400)
    expect(exchange(postClient, codeFor(postClient, at(1000)), at(1000)).status).toBe(200)
  })

  it("gives no refresh token to a client that may not refresh", () => {
    const codeOnly = { ...basicClient, grantTypes: ["authorization_code"] } as const
    expect(makeHarness({ clients: [codeOnly] }).link(codeOnly)).not.toHaveProperty("refresh_token")
  })

  it("gives the extra members configured, which replace no standard one", () => {
    const tokens = makeHarness({ tokenMembers: { user_id: 7, access_token: "mine" } }).link(basicClient)
    expect(tokens["user_id"]).toBe(7)
    expect(tokens["access_token"]).not.toBe("mine")
  })
})
