import { describe, expect, it } from "vitest"
import { basicClient, fullClient, makeHarness, redirectUri, text } from "../Harness.ts"

const asked = () => {
  const harness = makeHarness({ consent: "ask" })
  const page = new URL(text(harness.authorize({ scope: "read write" }).headers["location"]))
  return { ...harness, page, id: text(page.searchParams.get("consent")) }
}

describe("a person who is asked", () => {
  it("is sent to the consent page, which finds out what is asked", () => {
    const { id, page, provider } = asked()
    expect(`${page.origin}${page.pathname}`).toBe(provider.pages.consent)
    expect(provider.findConsent(id)).toEqual({
      clientId: basicClient.clientId,
      redirectUri,
      scope: ["read", "write"],
      state: "the state"
    })
  })

  it("approves once, for less if they like", () => {
    const { exchange, id, provider } = asked()
    const response = provider.decideConsent(id, { _tag: "Approve", scope: ["read"] })
    const callback = new URL(text(response?.headers["location"])).searchParams
    expect(callback.get("state")).toBe("the state")
    expect(JSON.parse(exchange(basicClient, text(callback.get("code"))).body)["scope"]).toBe("read")
    expect(provider.decideConsent(id, { _tag: "Approve" })).toBeUndefined()
  })

  it("denies", () => {
    const { id, provider } = asked()
    const response = provider.decideConsent(id, { _tag: "Deny" })
    expect(new URL(text(response?.headers["location"])).searchParams.get("error")).toBe("access_denied")
  })

  it("has ten minutes", () => {
    const { clock, id, provider } = asked()
    clock.now += 600_000
    expect(provider.findConsent(id)).toBeUndefined()
    expect(provider.decideConsent(id, { _tag: "Approve" })).toBeUndefined()
  })
})

describe("a provider that runs", () => {
  it("takes new clients, and forgets them when it is reset", () => {
    const { link, provider, rule, authorize } = makeHarness({ clients: [basicClient] })
    authorize({ client_id: fullClient.clientId })
    expect(rule()).toBe("authorize-client-unknown")
    provider.addClient(fullClient)
    expect(link(fullClient, { scope: "read" })).toHaveProperty("access_token")
    provider.reset()
    authorize({ client_id: fullClient.clientId })
    expect(rule()).toBe("authorize-client-unknown")
  })

  it("decides by rules: the first that matches, or else it approves", () => {
    const { callback, provider } = makeHarness()
    provider.setConsent([
      { scope: ["write"], decision: { _tag: "Deny" } },
      { clientId: basicClient.clientId, decision: { _tag: "Approve", scope: ["read"] } }
    ])
    expect(callback({ scope: "read write" }).get("error")).toBe("access_denied")
    expect(callback({ scope: "read" }).has("code")).toBe(true)
    expect(callback({ client_id: fullClient.clientId, scope: "email" }).has("code")).toBe(true)
    provider.setConsent([{ scope: ["admin", "write"], decision: { _tag: "Deny" } }])
    expect(callback({ scope: "read write" }).get("error")).toBe("access_denied")
    expect(callback({ scope: "read" }).has("code")).toBe(true)
  })
})
