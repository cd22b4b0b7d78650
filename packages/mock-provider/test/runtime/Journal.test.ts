import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Redacted } from "effect"
import { formHeaders, makeHarness } from "../Harness.ts"

describe("the journal", () => {
  it("tells of each exchange once, in order, kept or not", () => {
    const told: Array<number> = []
    const { authorize, provider } = makeHarness({
      limits: { journal: 1 },
      onExchange: ({ number }) => void told.push(number)
    })
    for (let call = 0; call < 3; call++) authorize()
    expect(told).toEqual([1, 2, 3])
    expect(provider.journal.length).toBe(1)
  })

  it("keeps the latest exchanges, as many as its limit, and counts all", () => {
    fc.assert(
      fc.property(fc.nat({ max: 5 }), fc.nat({ max: 20 }), (limit, calls) => {
        const { authorize, provider } = makeHarness({ limits: { journal: limit } })
        for (let call = 0; call < calls; call++) authorize()
        const kept = Math.min(limit, calls)
        expect(provider.journal.map(({ number }) => number)).toEqual(
          Array.from({ length: kept }, (_, index) => calls - kept + index + 1)
        )
        expect(provider.journalLength).toBe(calls)
        provider.clearJournal()
        expect([provider.journal, provider.journalLength]).toEqual([[], 0])
      })
    )
  })
})

describe("a journal with long bodies", () => {
  const long = "x".repeat(1_000_000)

  it("cuts them and says so, in requests and in answers, and keeps the parameters short", () => {
    const { provider, send } = makeHarness({ faults: [{ nth: 2, action: { _tag: "HugeBody" } }] })
    const post = () => send("POST", provider.endpoints.token, formHeaders, `code=${long}`)
    post()
    expect(post().body.length).toBe(10 * 1024 * 1024)
    const [first, second] = provider.journal
    const body = first === undefined ? "" : Redacted.value(first.request).body
    expect(body).toMatch(/^code=x{65531}\.\.\. \(cut: 1000005 characters\)$/)
    expect(first?.parameters.get("code")?.length).toBe(1000)
    const answer = second === undefined ? undefined : Redacted.value(second.answer)
    expect(answer?._tag === "Response" ? answer.body : "").toMatch(/\.\.\. \(cut: 10485760 characters\)$/)
  })

  it("drops the oldest exchanges beyond its bytes, and counts all", () => {
    const { provider, send } = makeHarness({ limits: { journalBytes: 400_000 } })
    for (let call = 0; call < 10; call++) send("POST", provider.endpoints.token, formHeaders, `code=${long}`)
    expect(provider.journal.map(({ number }) => number)).toEqual([8, 9, 10])
    expect(provider.journalLength).toBe(10)
  })
})
