import { describe, expect, it } from "vitest"
import type { Entries, Entry } from "../../src/core/Entries.ts"
import { filterEntries, findEntry, noEntries, putEntry, removeEntry } from "../../src/core/Entries.ts"

/** Puts entries named by numbers, each good for so long, with a millisecond between them. */
const filled = (count: number, lifetime: number, capacity: number): Entries<Entry> => {
  let entries: Entries<Entry> = noEntries
  for (let now = 0; now < count; now++) {
    entries = putEntry(entries, `${now}`, { expiresAt: now + lifetime }, { now, capacity })
  }
  return entries
}

const remembered = (entries: Entries<Entry>, count: number): ReadonlyArray<number> =>
  Array.from({ length: count }, (_, each) => each).filter(
    (each) => findEntry(entries, `${each}`) !== undefined
  )

describe("entries", () => {
  it("are the latest, at most as many as the capacity and at least half of it", () => {
    for (let count = 0; count < 30; count++) {
      const kept = remembered(filled(count, Infinity, 10), count)
      expect(kept.length).toBeLessThanOrEqual(10)
      expect(kept.length).toBeGreaterThanOrEqual(Math.min(count, 5))
      expect(kept.at(-1) ?? -1).toBe(count - 1)
    }
  })

  it("are forgotten some time after they have expired, but for the latest hundreds", () => {
    expect(remembered(filled(10_000, 1, 20_000), 10_000).length).toBeLessThanOrEqual(1000)
    expect(remembered(filled(400, 1, 20_000), 400)).toHaveLength(400)
  })

  it("are all there as long as they are good and not too many", () => {
    expect(remembered(filled(5000, 5000, 20_000), 5000)).toHaveLength(5000)
  })

  it("are put in the place of the ones with the same text, in either generation", () => {
    const before = filled(7, Infinity, 10)
    for (const text of ["1", "6"]) {
      const put = putEntry(before, text, { expiresAt: 1 }, { now: 0, capacity: 10 })
      expect(findEntry(put, text)).toEqual({ expiresAt: 1 })
      expect(findEntry(removeEntry(put, text), text)).toBeUndefined()
      expect(
        remembered(
          filterEntries(put, ({ expiresAt }) => expiresAt === 1),
          7
        )
      ).toEqual([Number(text)])
    }
  })
})
