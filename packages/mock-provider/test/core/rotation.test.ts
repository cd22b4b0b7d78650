import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { MockProviderOptions } from "../../src/index.ts"
import { basicClient, makeHarness, parse, text } from "../Harness.ts"

const linked = (rotation: MockProviderOptions["rotation"]) => {
  const harness = makeHarness(rotation === undefined ? {} : { rotation })
  const first = text(harness.link(basicClient)["refresh_token"])
  const renew = (token: string) => parse(harness.refresh(basicClient, token))
  return { ...harness, first, renew }
}

describe("a refresh token that stays", () => {
  it("is not sent again, or the same is each time where the provider repeats it", () => {
    const silent = linked("none")
    expect(silent.renew(silent.first)).not.toHaveProperty("refresh_token")
    const { first, renew } = linked({ mode: "none", repeats: true })
    expect(renew(first)["refresh_token"]).toBe(first)
    expect(renew(first)["refresh_token"]).toBe(first)
  })
})

describe("a replaced refresh token", () => {
  it("is good for its grace, which no use makes longer, and then revokes its family", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.integer({ min: 1, max: 5 }), (seconds, uses) => {
        const { clock, first, refresh, rule, renew } = linked({ mode: "rotate", grace: { seconds } })
        const second = text(renew(first)["refresh_token"])
        for (let each = 0; each < uses; each++) expect(renew(first)["access_token"]).toBeDefined()
        clock.now += seconds * 1000 - 1
        expect(renew(first)["access_token"]).toBeDefined()
        clock.now += 1
        expect(refresh(basicClient, first).status).toBe(400)
        expect(rule()).toBe("refresh-token-reused")
        expect(refresh(basicClient, second).status).toBe(400)
        expect(rule()).toBe("grant-revoked")
      }),
      { numRuns: 30 }
    )
  })

  it.each(["resource", "refresh"] as const)(
    "is good until what came with its replacement is used: %s",
    (how) => {
      const { clock, first, refresh, rule, renew, use } = linked({
        mode: "rotate",
        grace: { untilUsed: true }
      })
      const second = renew(first)
      clock.now += 365 * 86_400_000
      const third = renew(first)
      expect(third["access_token"]).toBeDefined()
      if (how === "resource") use("resource", text(third["access_token"]))
      else renew(text(second["refresh_token"]))
      expect(refresh(basicClient, first).status).toBe(400)
      expect(rule()).toBe("refresh-token-reused")
    }
  )

  it("keeps its time where use does not end it", () => {
    const { first, renew, use } = linked({ mode: "rotate", grace: { seconds: 60 } })
    use("resource", text(renew(first)["access_token"]))
    expect(renew(first)).toHaveProperty("access_token")
  })

  it("lives at most so long where both ends are given", () => {
    const { clock, first, refresh, renew } = linked({
      mode: "rotate",
      grace: { seconds: 60, untilUsed: true }
    })
    renew(first)
    clock.now += 60_000
    expect(refresh(basicClient, first).status).toBe(400)
  })

  it("is refused, and nothing else, where reuse does not revoke", () => {
    const { first, refresh, renew } = linked({ mode: "rotate", reuse: "refuse" })
    const second = text(renew(first)["refresh_token"])
    expect(refresh(basicClient, first).status).toBe(400)
    expect(refresh(basicClient, second).status).toBe(200)
  })
})

describe("at most so many grants", () => {
  it("live for a client and user: the oldest makes room for a new one", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 12 }), (maxLive, links) => {
        const { link, provider, refresh } = makeHarness({ rotation: { mode: "none", maxLive } })
        const tokens = Array.from({ length: links }, () => link(basicClient))
        const live = tokens.map((each) => refresh(basicClient, text(each["refresh_token"])).status === 200)
        expect(live).toEqual(tokens.map((_, index) => index >= links - maxLive))
        expect(tokens.map((each) => provider.isLive(text(each["access_token"])))).toEqual(live)
      }),
      { numRuns: 40 }
    )
  })

  it("are counted for each user", () => {
    const { link, provider, refresh } = makeHarness({ rotation: { mode: "none", maxLive: 1 } })
    const first = link(basicClient)
    provider.addUser({ subject: "another" })
    provider.setConsent(() => ({ _tag: "Approve", subject: "another" }))
    link(basicClient)
    expect(refresh(basicClient, text(first["refresh_token"])).status).toBe(200)
  })
})
