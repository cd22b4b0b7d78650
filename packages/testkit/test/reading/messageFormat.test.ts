import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { isLinkTarget, placeholdersOf } from "../../src/reading/messageFormat.ts"

const name = fc
  .tuple(fc.constantFrom(..."abcxyz"), fc.string({ unit: fc.constantFrom(..."abc_019"), maxLength: 8 }))
  .map((parts) => parts.join(""))

const text = fc
  .string({ unit: fc.constantFrom(..."ab .,()[]#\n'"), maxLength: 12 })
  .map((part) => part.replaceAll("'", "''"))

describe("placeholdersOf", () => {
  it("finds exactly the names between any texts, in order", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(text, name)), text, (parts, tail) => {
        const message = parts.map(([before, used]) => `${before}{${used}}`).join("") + tail
        assert.deepStrictEqual(placeholdersOf(message), [...new Set(parts.map(([, used]) => used))])
      })
    )
  })

  it("finds the names within plurals and selections, and their own", () => {
    fc.assert(
      fc.property(name, name, name, (count, one, other) => {
        const message = `{${count}, plural, =0 {none} one {a {${one}}} other {# of {${other}, number}}}`
        assert.deepStrictEqual(placeholdersOf(message), [...new Set([count, one, other])])
      })
    )
  })

  it("finds nothing in what quotes protect", () => {
    fc.assert(
      fc.property(name, (used) => assert.deepStrictEqual(placeholdersOf(`copy '{${used}}' here`), []))
    )
  })

  it("always ends", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."{},'a #"), maxLength: 40 }), (message) => {
        assert.isAtMost(placeholdersOf(message).length, message.length)
      })
    )
  })

  it.each([
    ["Don't open [it]({url}), it isn't there", ["url"]],
    ["Add `{redirect_url}` to {console_url}.", ["redirect_url", "console_url"]],
    ["{ spaced }", ["spaced"]],
    ["{not a name}", []],
    ["{", []],
    ["''{x}''", ["x"]]
  ])("reads %j", (message, names) => assert.deepStrictEqual(placeholdersOf(message), names))
})

describe("isLinkTarget", () => {
  it("is so for the target of a link and not for its text or a value to copy", () => {
    assert.isTrue(isLinkTarget("[here]({url})", "url"))
    assert.isTrue(isLinkTarget("[here]({url}/apps)", "url"))
    assert.isTrue(isLinkTarget("<{url}>", "url"))
    assert.isFalse(isLinkTarget("[{url}](https://acme-cloud.com)", "url"))
    assert.isFalse(isLinkTarget("`{url}`", "url"))
  })
})
