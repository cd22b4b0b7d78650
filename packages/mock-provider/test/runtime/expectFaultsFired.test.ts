import { describe, expect, it } from "vitest"
import type { Fault } from "../../src/index.ts"
import { expectFaultsFired, FaultsNotFired } from "../../src/index.ts"
import { basicClient, makeHarness } from "../Harness.ts"

const status: Fault["action"] = { _tag: "Status", status: 503 }
const unavailable = (fault: Omit<Fault, "action">): Fault => ({ ...fault, action: status })

const played = (plan: ReadonlyArray<Fault>, calls: (harness: ReturnType<typeof makeHarness>) => void) => {
  const harness = makeHarness({ faults: plan })
  calls(harness)
  return { ...harness, ask: () => expectFaultsFired(harness.provider) }
}

describe("expectFaultsFired", () => {
  it("passes when each fault has fired, and without a plan", () => {
    const { ask } = played([unavailable({ nth: 2 })], ({ authorize }) => {
      authorize()
      authorize()
    })
    expect(ask).not.toThrow()
    expect(played([], () => {}).ask).not.toThrow()
  })

  it.each<[string, ReadonlyArray<Fault>, string]>([
    [
      "matched no call",
      [unavailable({ match: { endpoint: "token", grantType: "refresh_token" } })],
      "Fault 0 (Status) never fired: 0 calls matched endpoint token, grantType refresh_token."
    ],
    [
      "waits for a later call",
      [unavailable({ nth: 3 })],
      "Fault 0 (Status) never fired: 1 call matched it, and it is for number 3."
    ],
    [
      "comes after one that is due",
      [unavailable({}), unavailable({})],
      "Fault 1 (Status) never fired: 1 call matched it, but an earlier fault was due at them, or there was nothing to alter."
    ]
  ])("fails when a fault %s", (_, plan, message) => {
    const { ask } = played(plan, ({ authorize }) => void authorize())
    expect(ask).toThrow(new FaultsNotFired(message))
  })

  it("fails when a fault of callbacks found no state to drop, and the journal says so", () => {
    const plan: ReadonlyArray<Fault> = [
      { match: { endpoint: "authorize" }, action: { _tag: "StateDropped" } }
    ]
    const { ask, provider } = played(plan, ({ authorize }) => void authorize({ state: undefined }))
    expect(ask).toThrow(/nothing to alter/)
    expect(provider.journal[0]?.fault).toEqual({ index: 0, action: "StateDropped", did: "nothing" })
  })

  it("counts a fault of a callback that a person decides", () => {
    const plan: ReadonlyArray<Fault> = [
      { match: { endpoint: "authorize" }, action: { _tag: "StateDropped" } }
    ]
    const harness = makeHarness({ faults: plan, consent: "ask" })
    const { authorize, provider } = harness
    const id = new URL(authorize().headers["location"] ?? "").searchParams.get("consent") ?? ""
    expect(provider.journal[0]?.fault?.did).toBe("nothing")
    expect(() => expectFaultsFired(provider)).toThrow(FaultsNotFired)
    const response = provider.decideConsent(id, { _tag: "Approve" })
    expect(response?.headers["location"]).not.toContain("state=")
    expect(provider.journal[0]?.fault?.did).toBe("altered")
    expect(() => expectFaultsFired(provider)).not.toThrow()
  })

  it("starts anew with another plan", () => {
    const { ask, provider } = played([unavailable({})], ({ authorize }) => void authorize())
    provider.setFaults([unavailable({})])
    expect(ask).toThrow(/never fired/)
    expect(provider.faults).toEqual([{ fault: unavailable({}), matched: 0, fired: 0 }])
  })

  it("says in the journal what each fault did", () => {
    const { provider, refresh } = makeHarness({
      faults: [unavailable({ nth: 1 }), { nth: 2, action: { _tag: "ClockSkew", seconds: 5 } }]
    })
    for (let call = 0; call < 3; call++) refresh(basicClient, "x")
    expect(provider.journal.map(({ fault }) => fault)).toEqual([
      { index: 0, action: "Status", did: "answered" },
      { index: 1, action: "ClockSkew", did: "altered" },
      undefined
    ])
  })
})
