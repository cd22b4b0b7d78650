import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { scopeFault } from "../../../src/reading/scopeFault.ts"

const legal = Array.from({ length: 0x7f - 0x21 }, (_, index) => String.fromCharCode(0x21 + index)).filter(
  (character) => !['"', "\\"].includes(character)
)
const token = fc
  .string({ unit: fc.constantFrom(...legal), minLength: 1, maxLength: 12 })
  .filter((text) => !/[,[\](]/.test(text))
const tokens = fc.uniqueArray(token, { minLength: 1, maxLength: 6 })

describe("a scope", () => {
  it("is sound whatever legal tokens a space separates", () =>
    fc.assert(fc.property(tokens, (names) => assert.isNull(scopeFault(names.join(" "))))))

  it("is sound whatever legal tokens a comma separates, as a few providers want", () =>
    fc.assert(fc.property(tokens, (names) => assert.isNull(scopeFault(names.join(","))))))

  it.each([" ", ","])("is faulty where a token is there twice, separated by %j", (separator) =>
    fc.assert(
      fc.property(tokens, fc.nat(), (names, at) => {
        const again = names[at % names.length] ?? ""
        assert.include(scopeFault([...names, again].join(separator)) ?? "", "twice")
      })
    )
  )

  it("is faulty with any character that no token may have", () =>
    fc.assert(
      fc.property(tokens, fc.constantFrom('"', "\\", "\n", "\t", "é", "\u007f", "🏠"), (names, character) => {
        assert.include(scopeFault(`${names.join(" ")}${character}`) ?? "", "no scope may have")
      })
    ))

  it("is faulty with a space too many", () =>
    fc.assert(
      fc.property(
        tokens,
        fc.constantFrom<(text: string) => string>(
          (text) => ` ${text}`,
          (text) => `${text} `,
          (text) => `${text}  offline`
        ),
        (names, spoil) => {
          assert.include(scopeFault(spoil(names.join(" "))) ?? "", "space")
        }
      )
    ))

  it.each(["['read', 'write']", "('read', 'write')", "[read,write]"])(
    "is faulty as the printed list %s",
    (text) => {
      assert.include(scopeFault(text) ?? "", "list")
    }
  )
})
