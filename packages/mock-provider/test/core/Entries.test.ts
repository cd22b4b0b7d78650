import { describe, expect, it } from "vitest"
import type { Entries, Entry } from "../../src/core/Entries.ts"
import {
  addEntry,
  countEntries,
  findEntry,
  forgetOldest,
  noEntries,
  removeEntry
} from "../../src/core/Entries.ts"

const filled = (count: number, expiresAt: number): Entries<Entry> =>
  Array.from({ length: count }, (_, index) => `${index}`).reduce<Entries<Entry>>(
    (entries, text) => addEntry(entries, text, { expiresAt }),
    noEntries
  )

describe("entries", () => {
  it("are forgotten oldest first, two at a time, when they are more than the capacity", () => {
    const { entries, forgotten } = forgetOldest(filled(5, Infinity), 0, 2)
    expect(forgotten).toHaveLength(2)
    expect(findEntry(entries, "1")).toBeUndefined()
    expect(findEntry(entries, "2")).toBeDefined()
    expect(forgetOldest(entries, 0, 2).forgotten).toHaveLength(1)
  })

  it("are forgotten when they have expired, but for the latest thousand", () => {
    const forget = (now: number) => forgetOldest(filled(1001, 10), now, 20_000).forgotten.length
    expect(forget(9)).toBe(0)
    expect(forget(10)).toBe(1)
  })

  it("leave nothing behind when they are taken away", () => {
    let entries: Entries<Entry> = addEntry<Entry>(noEntries, "stays", { expiresAt: Infinity })
    for (let each = 0; each < 10_000; each++) {
      entries = removeEntry(addEntry(entries, `${each}`, { expiresAt: Infinity }), `${each}`)
    }
    expect(countEntries(entries)).toBe(1)
    expect(entries.ages.size).toBeLessThan(1100)
    expect(findEntry(forgetOldest(entries, 0, 0).entries, "stays")).toBeUndefined()
  })
})
