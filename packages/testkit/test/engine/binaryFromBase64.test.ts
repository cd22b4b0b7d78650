import * as fc from "fast-check"
import { expect, it } from "vitest"
import { binaryFromBase64 } from "../../src/engine/binaryFromBase64.ts"

it("reads Base64 as leniently as Node does", () => {
  const text = fc.oneof(
    fc.base64String(),
    fc.string({ unit: fc.constantFrom(..."AZaz09+/-_= \n:é") }),
    fc.uint8Array().map((bytes) => Buffer.from(bytes).toString("base64url"))
  )
  fc.assert(
    fc.property(text, (written) => {
      expect(binaryFromBase64(written)).toBe(Buffer.from(written, "base64").toString("latin1"))
    })
  )
})
