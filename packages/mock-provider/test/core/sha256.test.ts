import { createHash } from "node:crypto"
import fc from "fast-check"
import { expect, it } from "vitest"
import { sha256 } from "../../src/core/sha256.ts"

it("gives the digest of any message", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (message) => {
      expect(Buffer.from(sha256(message)).toString("hex")).toBe(
        createHash("sha256").update(message).digest("hex")
      )
    }),
    { numRuns: 500 }
  )
})
