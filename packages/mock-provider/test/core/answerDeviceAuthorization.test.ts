import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { MockProviderOptions } from "../../src/index.ts"
import { deviceCodeGrant } from "../../src/index.ts"
import { fullClient, makeHarness, parse, text } from "../Harness.ts"

const start = (options: Partial<MockProviderOptions> = {}) => {
  const harness = makeHarness(options)
  const device = parse(harness.post("deviceAuthorization", fullClient, { scope: "read write" }))
  const poll = () =>
    harness.token(fullClient, { grant_type: deviceCodeGrant, device_code: text(device["device_code"]) })
  return { ...harness, device, poll, userCode: text(device["user_code"]) }
}

describe("a device", () => {
  it("learns where its user goes, and how to poll", () => {
    const { device, userCode } = start()
    expect(userCode).toMatch(/^[B-Z]{4}-[B-Z]{4}$/)
    expect(device).toEqual({
      device_code: expect.any(String),
      user_code: userCode,
      verification_uri: "https://provider.test/device",
      verification_uri_complete: `https://provider.test/device?user_code=${userCode}`,
      expires_in: 600,
      interval: 5
    })
  })

  it("gets tokens once its user has approved, and never again", () => {
    const { clock, device, poll, provider, userCode } = start({ consent: "ask" })
    expect(parse(poll())["error"]).toBe("authorization_pending")
    expect(provider.findDevice(userCode)).toEqual({
      clientId: fullClient.clientId,
      redirectUri: undefined,
      scope: ["read", "write"],
      state: undefined
    })
    const typed = ` ${userCode.toLowerCase().replace("-", "")} `
    expect(provider.decideDevice(typed, { _tag: "Approve", scope: ["read"] })).toBe(true)
    expect(provider.decideDevice(userCode, { _tag: "Deny" })).toBe(false)
    clock.now += Number(device["interval"]) * 1000
    expect(parse(poll())).toMatchObject({ scope: "read", refresh_token: expect.any(String) })
    clock.now += 5000
    expect(parse(poll())["error"]).toBe("invalid_grant")
  })

  it("waits for its user no longer than its codes live", () => {
    const { clock, provider, userCode } = start({ consent: "ask" })
    clock.now += 599_999
    expect(provider.findDevice(userCode)).toBeDefined()
    clock.now += 1
    expect(provider.findDevice(userCode)).toBeUndefined()
    expect(provider.decideDevice(userCode, { _tag: "Approve" })).toBe(false)
  })

  it("ends the oldest grant where there are too many, which the journal says", () => {
    const { post, provider } = start({ rotation: { mode: "rotate", maxLive: 1 } })
    post("deviceAuthorization", fullClient, { scope: "read" })
    expect(provider.journal.at(-1)?.events).toEqual([
      { _tag: "DeviceAuthorized", clientId: fullClient.clientId },
      { _tag: "GrantRevoked", clientId: fullClient.clientId, grantId: 1 }
    ])
  })

  it("leaves no client secret in what the provider's hooks get of its request", () => {
    const told: Array<ReadonlyArray<string> | undefined> = []
    const { poll } = start({
      deviations: { givesRefreshToken: ({ authorization }) => told.push(authorization?.names()) > 0 }
    })
    poll()
    expect(told).toEqual([["client_id", "scope"]])
  })

  it("is denied once, and then its code is no more", () => {
    const { clock, poll, provider, rule, userCode } = start({ consent: "ask" })
    provider.decideDevice(userCode, { _tag: "Deny" })
    expect(parse(poll())["error"]).toBe("access_denied")
    clock.now += 5000
    expect(parse(poll())["error"]).toBe("invalid_grant")
    expect(rule()).toBe("device-code-used")
  })

  it("gets no tokens of a grant that had to make room for another", () => {
    const { codeFor, poll, rule } = start({ rotation: { mode: "rotate", maxLive: 1 } })
    codeFor(fullClient, { scope: "read" })
    expect(parse(poll())["error"]).toBe("invalid_grant")
    expect(rule()).toBe("grant-revoked")
  })

  it("is denied when its user approves none of the scopes", () => {
    const { poll, provider, userCode } = start({ consent: "ask" })
    expect(provider.decideDevice(userCode, { _tag: "Approve", scope: [] })).toBe(true)
    expect(parse(poll())["error"]).toBe("access_denied")
  })

  it("has to slow down by five seconds each time it polls too fast", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), (times) => {
        const { clock, poll } = start({ consent: "ask" })
        poll()
        for (let fast = 0; fast < times; fast++) expect(parse(poll())["error"]).toBe("slow_down")
        clock.now += (5 + times * 5) * 1000 - 1
        expect(parse(poll())["error"]).toBe("slow_down")
        clock.now += (10 + times * 5) * 1000
        expect(parse(poll())["error"]).toBe("authorization_pending")
      })
    )
  })

  it("is kept waiting for as many polls as the options say", () => {
    const { clock, poll } = start({ device: { pendingPolls: 2, interval: 1 } })
    const errors = [1, 2, 3].map(() => {
      clock.now += 1000
      return parse(poll())["error"]
    })
    expect(errors).toEqual(["authorization_pending", "authorization_pending", undefined])
  })
})
