import { HashMap } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { answerRequest } from "../../src/core/AnswerRequest.ts"
import { countEntries } from "../../src/core/Entries.ts"
import type { ProviderState } from "../../src/core/ProviderState.ts"
import { initialState } from "../../src/core/ProviderState.ts"
import type { MockProviderOptions } from "../../src/index.ts"
import { deviceCodeGrant, sha256 } from "../../src/index.ts"
import { makeSettings } from "../../src/runtime/SettingsOfOptions.ts"
import {
  credentials,
  form,
  formHeaders,
  fullClient,
  makeWorld,
  parse,
  publicClient,
  redirectUri,
  text
} from "../World.ts"

const sizes = (state: ProviderState) => ({
  codes: countEntries(state.codes),
  accessTokens: countEntries(state.accessTokens),
  refreshTokens: countEntries(state.refreshTokens),
  pushed: countEntries(state.pushed),
  consents: countEntries(state.consents),
  devices: countEntries(state.devices)
})

const device = { ...publicClient, clientId: "device", grantTypes: [deviceCodeGrant] } as const
const asked = `response_type=code&client_id=${publicClient.clientId}&redirect_uri=${encodeURIComponent(redirectUri)}`

/** A provider whose state is seen, and whose time is set. */
const start = (options: Partial<MockProviderOptions>) => {
  const settings = makeSettings({ clients: [publicClient, fullClient, device], ...options })
  const world = { state: initialState(settings), now: 0 }
  let drawn = 0
  const randomBytes = (size: number) => sha256(new TextEncoder().encode(`${++drawn}`)).slice(0, size)
  const ask = (method: string, path: string, body: string) => {
    const url = `https://provider.test/${path}`
    const request = { method, url, headers: formHeaders, body }
    const step = answerRequest(world.state, request, { now: world.now, randomBytes })
    world.state = step.state
    return step.response
  }
  const authorize = (): string => {
    const location = ask("GET", `authorize?${asked}`, "").headers["location"]
    return text(new URL(text(location)).searchParams.get("code"))
  }
  const exchange = (code: string) => {
    const grant = `grant_type=authorization_code&client_id=${publicClient.clientId}&code=${code}`
    return ask("POST", "token", `${grant}&redirect_uri=${encodeURIComponent(redirectUri)}`)
  }
  return { world, ask, authorize, exchange }
}

/** Sends requests of every kind that leaves an entry, and gives the most that was remembered at a time. */
const run = (options: Partial<MockProviderOptions>, count: number, pause: number) => {
  const { ask, authorize, exchange, world } = start(options)
  const most = { entries: 0, grants: 0 }
  for (let each = 0; each < count; each++) {
    world.now += pause
    exchange(authorize())
    ask("POST", "par", asked)
    ask("POST", "device_authorization", "client_id=device")
    most.entries = Math.max(most.entries, ...Object.values(sizes(world.state)))
    most.grants = Math.max(most.grants, HashMap.size(world.state.grants))
  }
  expect(HashMap.size(world.state.userCodes)).toBe(countEntries(world.state.devices))
  return most
}

/** The grants that entries hold, and how many of them each. */
const heldGrants = ({ accessTokens, codes, devices, refreshTokens }: ProviderState) => {
  const held = new Map<number, number>()
  const decided = Array.from(HashMap.values(devices.byText), ({ decision }) => decision)
  const holders = [
    ...HashMap.values(codes.byText),
    ...HashMap.values(accessTokens.byText),
    ...HashMap.values(refreshTokens.byText),
    ...decided.filter((decision) => typeof decision === "object")
  ]
  for (const { grantId } of holders) held.set(grantId, (held.get(grantId) ?? 0) + 1)
  return held
}

const commands = ["link", "reuse", "refresh", "revoke", "own token", "device", "poll", "wait"] as const

/** Performs commands, each with what the ones before it were given. */
const performer = ({ ask, authorize, exchange, world }: ReturnType<typeof start>) => {
  const last: Record<string, unknown> = {}
  const post = (path: string, parameters: Record<string, unknown>): void => {
    const body = form(
      Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, `${value}`]))
    )
    Object.assign(last, parse(ask("POST", path, body)))
  }
  const { clientId: client_id } = publicClient
  const secret = credentials(fullClient).body
  const perform: Readonly<Record<(typeof commands)[number], () => void>> = {
    link: () => {
      last["code"] = authorize()
      Object.assign(last, parse(exchange(`${last["code"]}`)))
    },
    reuse: () => void exchange(`${last["code"]}`),
    refresh: () => {
      const { refresh_token } = last
      post("token", { client_id, grant_type: "refresh_token", refresh_token })
    },
    revoke: () => post("revoke", { client_id, token: last["access_token"] }),
    "own token": () => post("token", { ...secret, grant_type: "client_credentials" }),
    device: () => post("device_authorization", { client_id: device.clientId }),
    poll: () => {
      const { device_code } = last
      post("token", { client_id: device.clientId, grant_type: deviceCodeGrant, device_code })
    },
    wait: () => {
      world.now += 5000
    }
  }
  return (command: (typeof commands)[number]) => perform[command]()
}

describe("what the provider remembers", () => {
  it("does not grow when codes and tokens expire", () => {
    const lifetimes = { code: 1, accessToken: 1, refreshToken: 1, pushedRequest: 1, deviceCode: 1 }
    const most = run({ lifetimes }, 1500, 10)
    expect(most).toEqual({ entries: 1001, grants: 2001 })
  })

  it("is of each kind what the capacity says when nothing expires", () => {
    const most = run({ limits: { entries: 100 } }, 500, 0)
    expect(most).toEqual({ entries: 101, grants: 201 })
  })

  it("has a grant as long as it has a code, a token or a device of it, whatever is asked", () => {
    const command = fc.constantFrom(...commands)
    fc.assert(
      fc.property(fc.array(command, { maxLength: 60 }), fc.integer({ min: 1, max: 6 }), (asked, entries) => {
        const provider = start({ limits: { entries } })
        const perform = performer(provider)
        for (const each of asked) {
          perform(each)
          const { families, grants } = provider.world.state
          const held = heldGrants(provider.world.state)
          expect(new Map(HashMap.map(grants, (grant) => grant.entries))).toEqual(held)
          expect([...HashMap.values(families)].flat().every((id) => held.has(id))).toBe(true)
        }
      }),
      { numRuns: 300 }
    )
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
