/** Versions, requirements and abort reasons are read as Home Assistant reads them. */
import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { wordedReasons } from "../../src/checks/pkg/abortReasons.ts"
import { distributionOf, normalized, provides } from "../../src/checks/pkg/requirementNames.ts"
import { isVersion } from "../../src/checks/pkg/version.ts"

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

const letters = fc.string({ unit: fc.constantFrom(..."abcdefgh"), minLength: 2, maxLength: 10 })

describe("distributionOf", () => {
  it("finds the name before any extras, version, marker or place", () => {
    const rest = fc.constantFrom(
      "",
      "==1.0",
      ">=1,<2",
      "[async]==1.0",
      " ; python_version > '3'",
      " @ git+https://github.com/a/b"
    )
    fc.assert(
      fc.property(letters, letters, fc.constantFrom("-", "_", "."), rest, (a, b, joint, rest) => {
        assert.strictEqual(distributionOf(`${a}${joint}${b.toUpperCase()}${rest}`), `${a}-${b}`)
      })
    )
  })

  it.each([
    ["git+https://github.com/acme/py-thing.git@v1#egg=py_thing", "py-thing"],
    ["git+https://github.com/acme/py_thing.git@main", "py-thing"],
    ["pymiele==0.2.0", "pymiele"]
  ])("reads %s", (requirement, name) => assert.strictEqual(distributionOf(requirement), name))
})

describe("provides", () => {
  it("always holds between a name and its other spellings", () => {
    fc.assert(
      fc.property(letters, letters, (a, b) => assert.isTrue(provides(normalized(`${a}.${b}`), `${a}_${b}`)))
    )
  })

  it.each([
    ["google-api-python-client", "googleapiclient"],
    ["python-miio", "miio"],
    ["pyjwt", "jwt"],
    ["beautifulsoup4", "bs4"],
    ["aiohomeconnect", "aiohomeconnect"],
    ["home-connect-async", "home_connect_async"]
  ])("%s provides %s", (distribution, imported) => assert.isTrue(provides(distribution, imported)))

  it("does not hold between strangers", () => assert.isFalse(provides("flatdict3", "pymiele")))
})

describe("wordedReasons", () => {
  it("takes in the reasons of every flow of the integration", () => {
    const worded = wordedReasons({
      config: { abort: { a: "A" }, step: { user: { description: "x" } } },
      options: { abort: { b: "B" } },
      config_subentries: { device: { abort: { c: "C" } } },
      issues: { abort: { d: "D" } }
    })
    assert.deepStrictEqual([...worded.keys()], ["a", "b", "c"])
  })
})
