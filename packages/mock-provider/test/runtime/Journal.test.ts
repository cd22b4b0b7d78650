import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { makeWorld } from "../World.ts"

describe("the journal", () => {
  it("tells of each exchange once, in order, kept or not", () => {
    const told: Array<number> = []
    const { authorize, provider } = makeWorld({
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
        const { authorize, provider } = makeWorld({ limits: { journal: limit } })
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
