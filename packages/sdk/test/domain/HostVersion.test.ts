import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { isVersionAtLeast } from "../../src/domain/HostVersion.ts"

const version = fc.array(fc.nat({ max: 3_000 }), { minLength: 1, maxLength: 4 })

describe("isVersionAtLeast", () => {
  it.each([
    ["2026.3.0", "2026.3.0", true],
    ["2026.10.0", "2026.9.4", true],
    ["2026.3.0", "2026.3.1", false],
    ["2022.9.0.dev20220817", "2022.9.0", true],
    ["2026.3.0b1", "2026.3.0", true],
    ["2026.3", "2026.3.0", true],
    ["2026.3.0", "0.100.0", true],
    ["2026.3.0", "1000000.0.0", false],
    ["2026.3.0", "soon", false],
    ["", "2026.3.0", false]
  ])("says of %s and %s: %s", (own, minimum, expected) => {
    assert.strictEqual(isVersionAtLeast(own, minimum), expected)
  })

  it("always orders two versions, and finds equal those that differ in zeros only", () => {
    fc.assert(
      fc.property(version, version, (one, other) => {
        const [a, b] = [one.join("."), other.join(".")]
        assert.isTrue(isVersionAtLeast(a, b) || isVersionAtLeast(b, a))
        assert.isTrue(isVersionAtLeast(a, `${a}.0`) && isVersionAtLeast(`${a}.0`, a))
        assert.isFalse(isVersionAtLeast(a, `${a}.1`))
      })
    )
  })
})
