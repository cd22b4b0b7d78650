import { describe, expect, it } from "vitest"
import type { MockProviderOptions } from "../../src/index.ts"
import { InvalidProviderOptions, MockProvider } from "../../src/index.ts"
import { basicClient, publicClient } from "../World.ts"

const wrong: ReadonlyArray<[told: string, options: Partial<MockProviderOptions>]> = [
  ["endpoints.token", { endpoints: { authorize: "https://a.test/", token: "/token" } }],
  ["endpoints.authorize", { endpoints: { authorize: "https://a.test/#x", token: "https://a.test/" } }],
  ["Two clients", { clients: [basicClient, { ...publicClient, clientId: basicClient.clientId }] }],
  ["empty id", { clients: [{ ...publicClient, clientId: "" }] }],
  ["but has none", { clients: [{ ...publicClient, authentication: "client_secret_post" }] }],
  ["an empty secret", { clients: [{ ...basicClient, clientSecret: "" }] }],
  ["no way to authenticate", { clients: [{ ...publicClient, authentication: [] }] }],
  ["redirect URI", { clients: [{ ...publicClient, redirectUris: ["/callback"] }] }],
  ["redirect URI", { clients: [{ ...publicClient, redirectUris: ["https://a.test/#fragment"] }] }],
  ["redirect URI", { clients: [{ ...publicClient, redirectUris: ["https://a.test/\r\nx: y"] }] }],
  ["issuer", { issuer: "provider.test" }],
  ["issuer", { issuer: "https://provider.test/?tenant=1" }],
  ["endpoints.revoke", { endpoints: { revoke: "/revoke" } }],
  ["endpoints.refresh", { endpoints: { refresh: "refresh" } }],
  ["endpoints.consent", { endpoints: { consent: "javascript:alert(1)" } }],
  ["Two users", { users: [{ subject: "a" }, { subject: "a" }] }],
  ["no user", { users: [] }],
  ["empty subject", { users: [{ subject: "" }] }],
  ["rotation.grace", { rotation: { mode: "rotate", grace: { seconds: -1 } } }],
  ["rotation.maxLive", { rotation: { mode: "rotate", maxLive: 0 } }],
  ["limits.journal", { limits: { journal: -1 } }],
  ["limits.entries", { limits: { entries: 1 } }],
  ["lifetimes.code", { lifetimes: { code: -1 } }],
  ["lifetimes.accessToken", { lifetimes: { accessToken: Number.NaN } }],
  ["lifetimes.idToken", { lifetimes: { idToken: Infinity } }],
  ["lifetimes.pushedRequest", { lifetimes: { pushedRequest: Infinity } }],
  ["lifetimes.deviceCode", { lifetimes: { deviceCode: Infinity } }],
  ["device.interval", { device: { interval: 0 } }],
  ["device.pendingPolls", { device: { pendingPolls: -1 } }]
]

describe("a provider", () => {
  it.each(wrong)("is not made, and says so of %s", (told, options) => {
    const make = () => MockProvider.make({ clients: [publicClient], ...options })
    expect(make).toThrow(InvalidProviderOptions)
    expect(make).toThrow(told)
  })
})
