import { describe, expect, it } from "vitest"
import type { Fault, FaultAction, MadeDecision } from "../../src/index.ts"
import { makeStoppedClock, MockProvider } from "../../src/index.ts"
import { basicClient, challenged, form, makeHarness, parse, publicClient, text } from "../Harness.ts"

const once = (action: FaultAction, match: Fault["match"] = {}): ReadonlyArray<Fault> => [
  { match, nth: 1, action }
]

describe("a fault that lets the provider do its part", () => {
  it("drops the connection after the refresh token was replaced", () => {
    const { link, provider, refresh, rule } = makeHarness()
    const token = text(link(basicClient)["refresh_token"])
    provider.setFaults(once({ _tag: "CommitThenDrop" }))
    expect(() => refresh(basicClient, token)).toThrow("ConnectionFailure")
    expect(provider.journal.at(-1)?.events.map(({ _tag }) => _tag)).toEqual([
      "RefreshTokenReplaced",
      "TokensIssued"
    ])
    expect(provider.journal.at(-1)?.status).toBeUndefined()
    refresh(basicClient, token)
    expect(rule()).toBe("refresh-token-reused")
  })

  it("delivers a request twice, and gives the first or the last answer", () => {
    const { codeFor, exchange, provider } = makeHarness()
    const code = codeFor(basicClient)
    provider.setFaults(once({ _tag: "DuplicateDelivery", answer: "first" }))
    const tokens = parse(exchange(basicClient, code))
    expect(provider.isLive(text(tokens["access_token"]))).toBe(false)
    expect(provider.calls("token").map(({ events }) => events.map(({ _tag }) => _tag))).toEqual([
      ["TokensIssued", "GrantRevoked", "Refused"]
    ])
    provider.setFaults(once({ _tag: "DuplicateDelivery" }, { endpoint: "token" }))
    expect(parse(exchange(basicClient, codeFor(basicClient)))["error"]).toBe("invalid_grant")
  })

  it("puts the provider's clock off for one request", () => {
    const { codeFor, exchange, provider, rule } = makeHarness()
    const code = codeFor(basicClient)
    provider.setFaults(once({ _tag: "ClockSkew", seconds: 60 }))
    exchange(basicClient, code)
    expect(rule()).toBe("code-expired")
    expect(exchange(basicClient, code).status).toBe(200)
  })

  it("drops or changes the state of a callback", () => {
    const { callback, provider } = makeHarness()
    provider.setFaults(once({ _tag: "StateDropped" }))
    expect([...callback().keys()]).toEqual(["code", "iss"])
    provider.setFaults(once({ _tag: "StateChanged", state: "another" }))
    expect(callback().getAll("state")).toEqual(["another"])
    provider.setFaults(once({ _tag: "StateDropped" }))
    expect(callback({ scope: "admin" }).has("state")).toBe(false)
  })

  it("calls back with an error instead of a code, and grants nothing", () => {
    const { callback, link, provider, refresh, send } = makeHarness({
      rotation: { mode: "none", maxLive: 1 }
    })
    const before = text(link(basicClient)["refresh_token"])
    provider.setFaults(once({ _tag: "CallbackError", error: "server_error", description: "Down." }))
    expect(Object.fromEntries(callback())).toEqual({
      error: "server_error",
      error_description: "Down.",
      state: "the state",
      iss: "https://provider.test"
    })
    expect(provider.journal.at(-1)?.events).toEqual([])
    expect(refresh(basicClient, before).status).toBe(200)
    provider.setFaults(once({ _tag: "CallbackError", error: "server_error" }))
    const query = form({ client_id: basicClient.clientId, redirect_uri: "https://evil.example/" })
    expect(send("GET", `${provider.endpoints.authorize}?${query}`)).toMatchObject({ status: 400 })
  })

  it("waits with the callback for the person who is asked", () => {
    const { authorize, provider } = makeHarness({ consent: "ask" })
    const decide = (action: FaultAction | undefined, decision: MadeDecision = { _tag: "Approve" }) => {
      provider.setFaults(action === undefined ? [] : once(action))
      const id = text(new URL(text(authorize().headers["location"])).searchParams.get("consent"))
      provider.setFaults([])
      const decided = provider.decideConsent(id, decision)
      expect(provider.decideConsent(id, decision)).toBeUndefined()
      return new URL(text(decided?.headers["location"])).searchParams
    }
    expect([...decide({ _tag: "StateDropped" }).keys()]).toEqual(["code", "iss"])
    expect(decide({ _tag: "StateChanged", state: "another" }).get("state")).toBe("another")
    const failed = decide({ _tag: "CallbackError", error: "server_error" })
    expect([...failed]).toEqual([
      ["error", "server_error"],
      ["state", "the state"],
      ["iss", "https://provider.test"]
    ])
    expect(decide({ _tag: "CallbackError", error: "server_error" }, { _tag: "Deny" }).get("error")).toBe(
      "access_denied"
    )
    expect(decide({ _tag: "Slow", milliseconds: 0 }).get("state")).toBe("the state")
    expect(decide(undefined).get("state")).toBe("the state")
  })

  it("is slow by the provider's clock, and not by the system's", async () => {
    const provider = MockProvider.make({
      clients: [publicClient],
      clock: makeStoppedClock(0),
      faults: [{ action: { _tag: "Slow", milliseconds: 86_400_000 } }]
    })
    const query = form({ response_type: "code", client_id: publicClient.clientId, ...challenged })
    const url = `${provider.endpoints.authorize}?${query}`
    let settled = false
    const waiting = provider.answer({ method: "GET", url, headers: {}, body: "" }).then((answer) => {
      settled = true
      return answer
    })
    provider.advanceTime(86_399_999)
    await Promise.resolve()
    expect(settled).toBe(false)
    provider.advanceTime(1)
    expect(await waiting).toMatchObject({
      _tag: "Response",
      headers: { location: expect.stringContaining("?code=") }
    })
    expect(provider.now()).toBe(86_400_000)
  })
})
