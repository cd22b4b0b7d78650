import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { distributionOf, normalized, provides } from "../../src/reading/requirementNames.ts"

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
