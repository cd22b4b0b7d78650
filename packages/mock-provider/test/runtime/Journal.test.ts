import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { makeWorld } from "../World.ts"

describe("the journal", () => {
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
