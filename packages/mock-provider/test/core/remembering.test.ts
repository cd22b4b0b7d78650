import { HashSet } from "effect"
import { describe, expect, it } from "vitest"
import { answerRequest } from "../../src/core/answerRequest.ts"
import type { Entries, Entry } from "../../src/core/Entries.ts"
import type { ProviderState } from "../../src/core/ProviderState.ts"
import { initialState, isLiveAccessToken } from "../../src/core/ProviderState.ts"
import type { MockProviderOptions } from "../../src/index.ts"
import { deviceCodeGrant, sha256 } from "../../src/index.ts"
import { approve } from "../../src/core/Consent.ts"
import { makeSettings } from "../../src/runtime/makeSettings.ts"
import {
  challenged,
  form,
  formHeaders,
  fullClient,
  makeHarness,
  parse,
  publicClient,
  redirectUri,
  text,
  verifier
} from "../Harness.ts"

const sizeOf = ({ old, young }: Entries<Entry>): number => new Set([...old.keys(), ...young.keys()]).size

const sizesOf = ({
  accessTokens,
  codes,
  consents,
  devices,
  pushed,
  refreshTokens,
  userCodes
}: ProviderState) => [accessTokens, codes, consents, devices, pushed, refreshTokens, userCodes].map(sizeOf)

const device = { ...publicClient, clientId: "device", grantTypes: [deviceCodeGrant] } as const
const asked = form({
  response_type: "code",
  client_id: publicClient.clientId,
  redirect_uri: redirectUri,
  ...challenged
})

/** A provider whose state is seen, and whose time is set. */
const start = (options: Partial<MockProviderOptions>) => {
  const settings = {
    ...makeSettings({ clients: [publicClient, fullClient, device], ...options }),
    approver: approve
  }
  const harness = { state: initialState(settings), now: 0 }
  let drawn = 0
  const randomBytes = (size: number) => sha256(new TextEncoder().encode(`${++drawn}`)).slice(0, size)
  const ask = (method: string, path: string, body: string) => {
    const url = `https://provider.test/${path}`
    const request = { method, url, headers: formHeaders, body }
    const step = answerRequest(harness.state, request, { now: harness.now, randomBytes })
    harness.state = step.state
    return step.response
  }
  const authorize = (): string => {
    const location = ask("GET", `authorize?${asked}`, "").headers["location"]
    return text(new URL(text(location)).searchParams.get("code"))
  }
  const exchange = (code: string) => {
    const grant = { grant_type: "authorization_code", client_id: publicClient.clientId, code }
    return ask("POST", "token", form({ ...grant, redirect_uri: redirectUri, code_verifier: verifier }))
  }
  return { harness, ask, authorize, exchange }
}

/** Sends requests of every kind that leaves an entry, and gives the most that was remembered of a kind. */
const run = (options: Partial<MockProviderOptions>, count: number, pause: number): number => {
  const { ask, authorize, exchange, harness } = start(options)
  let most = 0
  for (let each = 0; each < count; each++) {
    harness.now += pause
    exchange(authorize())
    ask("POST", "par", asked)
    ask("POST", "device_authorization", "client_id=device")
    most = Math.max(most, ...sizesOf(harness.state))
  }
  return most
}

describe("what the provider remembers", () => {
  it("does not grow when codes and tokens expire", () => {
    const lifetimes = { code: 1, accessToken: 1, refreshToken: 1, pushedRequest: 1, deviceCode: 1 }
    expect(run({ lifetimes }, 1500, 10)).toBeLessThanOrEqual(1000)
  })

  it("is of each kind what the capacity says when nothing expires", () => {
    expect(run({ limits: { entries: 100 } }, 500, 0)).toBeLessThanOrEqual(100)
  })

  it("does not grow with what is revoked, and nothing that was revoked lives again", () => {
    const { authorize, exchange, harness } = start({ limits: { entries: 20 } })
    const revoke = (code: string): string => {
      const tokens = parse(exchange(code))
      exchange(code)
      return text(tokens["access_token"])
    }
    for (let each = 0; each < 100; each++) {
      const dead = Array.from({ length: 5 }, () => revoke(authorize()))
      expect(HashSet.size(harness.state.revokedGrants)).toBeLessThanOrEqual(20)
      expect(dead.filter((token) => isLiveAccessToken(harness.state, token, harness.now))).toEqual([])
    }
  })

  it.each(["codes", "devices"])("brings nothing back when it forgets that it was revoked by %s", (by) => {
    const capacity = 20
    const { codeFor, exchange, link, post, provider, refresh, rule, token } = makeHarness({
      limits: { entries: capacity },
      rotation: { mode: "rotate", maxLive: 1 }
    })
    // Each begins a grant, which revokes the one before, and leaves entries of its own kind only.
    const begin = (): string =>
      by === "codes"
        ? codeFor(fullClient, { scope: "read" })
        : text(parse(post("deviceAuthorization", fullClient, { scope: "read" }))["device_code"])
    const device = text(parse(post("deviceAuthorization", fullClient, { scope: "read" }))["device_code"])
    const code = codeFor(fullClient, { scope: "read" })
    const dead = link(publicClient)
    codeFor(publicClient)
    for (let each = 0; each <= capacity; each++) begin()
    if (by === "codes") {
      token(fullClient, { grant_type: deviceCodeGrant, device_code: device })
      expect(rule()).toBe("device-code-unknown")
      return
    }
    expect(provider.isLive(text(dead["access_token"]))).toBe(false)
    exchange(fullClient, code)
    expect(rule()).toBe("code-unknown")
    refresh(publicClient, text(dead["refresh_token"]))
    expect(rule()).toBe("refresh-token-unknown")
  })

  it("is all that lives", () => {
    const { clock, link, provider, refresh } = makeHarness({ lifetimes: { accessToken: 10 } })
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
