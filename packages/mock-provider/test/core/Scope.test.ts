import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { ScopeSeparator } from "../../src/core/Scope.ts"
import { decodeScope, encodeScope, narrowScope } from "../../src/core/Scope.ts"

/** RFC 6749, 3.3, written independently of the code under test. */
const isScopeCharacter = (character: string): boolean => {
  const code = character.charCodeAt(0)
  return code > 0x20 && code < 0x7f && character !== '"' && character !== "\\"
}

const value = fc.string({
  unit: fc.constantFrom(..."abcXYZ019!#:/.-_~[]{}"),
  minLength: 1,
  maxLength: 8
})
const values = fc.uniqueArray(value, { minLength: 1, maxLength: 5 })

describe("a scope", () => {
  it("is of the characters that RFC 6749, 3.3 allows, and of no other", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xff }), (code) => {
        const character = String.fromCharCode(code)
        const decoded = decodeScope(`a${character}b`)
        if (isScopeCharacter(character)) expect(decoded).toEqual([`a${character}b`])
        else if (character === " ") expect(decoded).toEqual(["a", "b"])
        else expect(decoded).toBeUndefined()
      }),
      { numRuns: 1000 }
    )
  })

  it.each(["", " ", " a", "a ", "a  b"])("is malformed as %j", (text) => {
    expect(decodeScope(text)).toBeUndefined()
  })

  it("is read back as it was written, whatever separates it", () => {
    const separator = fc.constantFrom<ScopeSeparator>("space", "comma", "space-or-comma")
    fc.assert(
      fc.property(values, separator, (scope, separator) => {
        expect(decodeScope(encodeScope(scope, separator), separator)).toEqual(scope)
        expect(decodeScope(scope.join(","), "space-or-comma")).toEqual(scope)
      })
    )
  })

  it("has each value once, in the order asked", () => {
    expect(decodeScope("b a b a")).toEqual(["b", "a"])
    expect(decodeScope("b,a,b", "comma")).toEqual(["b", "a"])
  })

  it("narrows to what is allowed, in the order asked, and to nothing else", () => {
    fc.assert(
      fc.property(values, values, (asked, allowed) => {
        const left = narrowScope(asked, allowed)
        expect(left).toEqual(asked.filter((each) => new Set(allowed).has(each)))
        expect(narrowScope(asked, undefined)).toEqual(asked)
      })
    )
  })
})
