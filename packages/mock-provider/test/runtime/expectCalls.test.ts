import { describe, expect, it } from "vitest"
import { expectCalls, UnexpectedCalls } from "../../src/index.ts"
import { basicClient, makeHarness } from "../Harness.ts"

describe("an assertion on calls", () => {
  it("gives the calls when there are as many as expected", () => {
    const { codeFor, exchange, provider } = makeHarness()
    exchange(basicClient, codeFor(basicClient))
    const match = { endpoint: "token", grantType: "authorization_code", rule: null } as const
    expect(expectCalls(provider, match)).toEqual(provider.calls("token"))
    expect(expectCalls(provider, { endpoint: "revoke" }, 0)).toEqual([])
  })

  it("lists every call when there are not, and no secret", () => {
    const { codeFor, exchange, provider } = makeHarness()
    const code = codeFor(basicClient)
    exchange(basicClient, code)
    provider.setFaults([{ action: { _tag: "Html", status: 502 } }])
    exchange(basicClient, "second")
    const asserting = () => expectCalls(provider, { endpoint: "token" })
    expect(asserting).toThrow(UnexpectedCalls)
    expect(asserting).toThrow(
      [
        "Expected 1 call of endpoint token, and found 2.",
        "All calls, those that count marked *:",
        "  1. GET authorize client basic:client status 302",
        "* 2. POST token authorization_code client basic:client status 200",
        "* 3. POST token authorization_code client basic:client status 502 fault 0 (Html)"
      ].join("\n")
    )
    expect(asserting).not.toThrow(code)
  })

  it("says so when there was no call, and when the journal has dropped some", () => {
    const { authorize, provider } = makeHarness({ limits: { journal: 2 } })
    expect(() => expectCalls(provider, { rule: "code-reused" })).toThrow("There was no call at all.")
    authorize()
    authorize()
    expectCalls(provider, { endpoint: "authorize" }, 2)
    authorize()
    expect(() => expectCalls(provider, { endpoint: "authorize" }, 2)).toThrow("has dropped 1")
  })
})
