import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { makeSystemRandomBytes } from "../../src/runtime/makeSystemRandomBytes.ts"

describe("the system's random bytes", () => {
  it("are as many as asked, and never the same twice, however they are drawn", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 16, max: 5000 }), { maxLength: 40 }), (sizes) => {
        const randomBytes = makeSystemRandomBytes()
        const seen = new Set<string>()
        for (const size of sizes) {
          const bytes = randomBytes(size)
          expect(bytes.length).toBe(size)
          const ends = [bytes.slice(0, 16), bytes.slice(-16)].map((end) => Buffer.from(end).toString("hex"))
          for (const end of new Set(ends)) {
            expect(seen).not.toContain(end)
            seen.add(end)
          }
        }
      })
    )
  })

  it("stay with who drew them", () => {
    const randomBytes = makeSystemRandomBytes()
    const first = randomBytes(32)
    const kept = first.slice()
    for (let draw = 0; draw < 300; draw++) randomBytes(32)
    expect(first).toEqual(kept)
  })
})
