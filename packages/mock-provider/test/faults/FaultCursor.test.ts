import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { Fault } from "../../src/index.ts"
import { basicClient, makeHarness, postClient } from "../Harness.ts"

const marked = (error: string, fault: Omit<Fault, "action"> = {}): Fault => ({
  ...fault,
  action: { _tag: "ErrorInOk", error }
})

const play = (plan: ReadonlyArray<Fault>, calls: number): ReadonlyArray<number | undefined> => {
  const { provider, refresh } = makeHarness({ faults: plan })
  for (let call = 0; call < calls; call++) refresh(basicClient, "x")
  return provider.journal.map(({ fault }) => fault?.index)
}

describe("a fault", () => {
  it("answers every call that it matches when no count is given", () => {
    expect(play([marked("a")], 3)).toEqual([0, 0, 0])
  })

  it("answers from the nth call on, so many times", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 8 }), (nth, times) => {
        const expected = (first: number, count: number) =>
          Array.from({ length: 10 }, (_, index) =>
            index + 1 >= first && index + 1 < first + count ? 0 : undefined
          )
        expect(play([marked("a", { nth })], 10)).toEqual(expected(nth, 1))
        expect(play([marked("a", { times })], 10)).toEqual(expected(1, times))
        expect(play([marked("a", { nth, times })], 10)).toEqual(expected(nth, times))
      })
    )
  })

  it("gives way to an earlier one, and counts on", () => {
    expect(play([marked("a", { nth: 2 }), marked("b", { times: 3 })], 5)).toEqual([
      1,
      0,
      1,
      undefined,
      undefined
    ])
  })

  it("is for the endpoint, the grant and the client that it names", () => {
    const cases: ReadonlyArray<[Fault, ReadonlyArray<number | undefined>]> = [
      [marked("a", { match: { endpoint: "authorize" } }), [0, undefined, undefined, undefined]],
      [marked("a", { match: { endpoint: "token" } }), [undefined, 0, 0, 0]],
      [marked("a", { match: { grantType: "refresh_token" } }), [undefined, undefined, 0, 0]],
      [marked("a", { match: { clientId: basicClient.clientId } }), [0, 0, 0, undefined]],
      [
        marked("a", { match: { clientId: postClient.clientId, endpoint: "token" } }),
        [undefined, undefined, undefined, 0]
      ]
    ]
    for (const [fault, expected] of cases) {
      const { authorize, exchange, provider, refresh } = makeHarness({ faults: [fault] })
      authorize()
      exchange(basicClient, "x")
      refresh(basicClient, "x")
      refresh(postClient, "x")
      expect(provider.journal.map((each) => each.fault?.index)).toEqual(expected)
    }
  })

  it("leaves codes and tokens as they were", () => {
    const { codeFor, exchange, provider } = makeHarness()
    const code = codeFor(basicClient)
    provider.setFaults([{ times: 1, action: { _tag: "Html", status: 502 } }])
    expect(exchange(basicClient, code).status).toBe(502)
    expect(exchange(basicClient, code).status).toBe(200)
  })
})
