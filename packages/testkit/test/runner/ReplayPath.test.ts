import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import { expandPath, isPath, shortenPath } from "../../src/runner/ReplayPath.ts"

const path = fc.array(fc.nat(3), { minLength: 1, maxLength: 200 }).map((steps) => steps.join(":"))

describe("a replay path", () => {
  it("writes a run of the same step once", () => {
    assert.strictEqual(shortenPath("5:0:0:0:1:0"), "5:0x3:1:0")
  })

  it("always expands to what it was shortened from", () => {
    fc.assert(fc.property(path, (path) => expandPath(shortenPath(path)) === path))
  })

  it("is always recognised, and never expanded twice", () => {
    fc.assert(fc.property(path, (path) => isPath(shortenPath(path)) && expandPath(path) === path))
  })

  it.each(["", "y", "1:", ":1", "1x", "1xx2", "1x2x3", "-1", "1000000"])("is not %j", (text) => {
    assert.isFalse(isPath(text))
  })
})
