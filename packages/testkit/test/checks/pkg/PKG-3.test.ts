import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { isVersion } from "../../../src/checks/pkg/PKG-3.ts"

describe("isVersion", () => {
  it("takes numbers with dots, with and without a v", () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(9999), { minLength: 1, maxLength: 5 }),
        fc.boolean(),
        (numbers, hasPrefix) => {
          assert.isTrue(isVersion(`${hasPrefix ? "v" : ""}${numbers.join(".")}`))
        }
      )
    )
  })

  it.each([
    "1.0.0",
    "v4.0.2",
    "2026.2.0",
    "2024.1.0b3",
    "24.2",
    "1.2.3-beta.1+build",
    "1.0rc1",
    "3",
    "1.0.0.dev1"
  ])("takes %s", (version) => assert.isTrue(isVersion(version)))

  it.each(["", "latest", "one", "1.0.x", "1,0", "main-2024", "^1.0.0"])("refuses %j", (version) =>
    assert.isFalse(isVersion(version))
  )
})
