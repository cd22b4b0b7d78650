import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { shown } from "../../src/reading/endpoints.ts"

const label = fc.string({
  unit: fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz0123456789"),
  minLength: 1,
  maxLength: 8
})

describe("shown", () => {
  it("never shows user information or a query", () => {
    fc.assert(
      fc.property(label, label, (user, value) => {
        const text = shown(`https://u${user}:p${value}@acme-cloud.com/token?key=k${value}#x`)
        assert.strictEqual(text, "https://...@acme-cloud.com/token?...#x")
      })
    )
  })
})
