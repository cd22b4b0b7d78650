import { HashMap } from "effect"
import { describe, expect, it } from "vitest"
import { answerRequest } from "../../src/core/AnswerRequest.ts"
import type { ProviderState } from "../../src/core/ProviderState.ts"
import { initialState } from "../../src/core/ProviderState.ts"
import type { MockProviderOptions } from "../../src/index.ts"
import { deviceCodeGrant } from "../../src/index.ts"
import { makeSettings } from "../../src/runtime/SettingsOfOptions.ts"
import { formHeaders, fullClient, makeWorld, parse, publicClient, redirectUri, text } from "../World.ts"

const sizes = (state: ProviderState) => ({
  grants: HashMap.size(state.grants),
  codes: HashMap.size(state.codes),
  accessTokens: HashMap.size(state.accessTokens),
  refreshTokens: HashMap.size(state.refreshTokens),
  pushed: HashMap.size(state.pushed),
  consents: HashMap.size(state.consents),
  devices: HashMap.size(state.devices),
  userCodes: HashMap.size(state.userCodes)
})

const asked = `response_type=code&client_id=${publicClient.clientId}&redirect_uri=${encodeURIComponent(redirectUri)}`

/** Sends requests of every kind that leaves an entry, with so many milliseconds between them. */
const run = (options: Partial<MockProviderOptions>, count: number, pause: number): number => {
  const device = { ...publicClient, clientId: "device", grantTypes: [deviceCodeGrant] } as const
  const settings = makeSettings({ clients: [publicClient, fullClient, device], ...options })
  let state = initialState(settings)
  let largest = 0
  let drawn = 0
  const randomBytes = (size: number) => {
    const bytes = new Uint8Array(size)
    new DataView(bytes.buffer).setUint32(0, ++drawn)
    return bytes
  }
  for (let each = 0; each < count; each++) {
    const ask = (method: string, path: string, body: string) => {
      const url = `https://provider.test/${path}`
      const request = { method, url, headers: formHeaders, body }
      const step = answerRequest(state, request, { now: each * pause, randomBytes })
      state = step.state
      return step.response
    }
    const location = ask("GET", `authorize?${asked}`, "").headers["location"]
    const code = new URL(text(location)).searchParams.get("code")
    const grant = `grant_type=authorization_code&client_id=${publicClient.clientId}&code=${code}`
    ask("POST", "token", `${grant}&redirect_uri=${encodeURIComponent(redirectUri)}`)
    ask("POST", "par", asked)
    ask("POST", "device_authorization", "client_id=device")
    largest = Math.max(largest, ...Object.values(sizes(state)))
  }
  return largest
}

describe("what the provider remembers", () => {
  it("does not grow when codes and tokens expire", () => {
    const lifetimes = {
      code: 1,
      accessToken: 1,
      refreshToken: 1,
      pushedRequest: 1,
      deviceCode: 1
    }
    const largest = run({ lifetimes }, 3000, 10)
    expect(largest).toBeLessThan(1024)
  })

  it("is at most twice the capacity when nothing expires, and of the oldest nothing", () => {
    const largest = run({ limits: { entries: 100 } }, 3000, 0)
    expect(largest).toBeLessThan(1024)
  })

  it("is all that lives", () => {
    const { clock, link, provider, refresh } = makeWorld({ lifetimes: { accessToken: 10 } })
    const kept = link(publicClient)
    for (let each = 0; each < 1500; each++) link(publicClient)
    clock.now += 9999
    expect(provider.isLive(text(kept["access_token"]))).toBe(true)
    for (let each = 0; each < 1500; each++) {
      clock.now += 1000
      link(publicClient)
    }
    expect(provider.isLive(text(kept["access_token"]))).toBe(false)
    expect(parse(refresh(publicClient, text(kept["refresh_token"])))).toHaveProperty("access_token")
  })
})
