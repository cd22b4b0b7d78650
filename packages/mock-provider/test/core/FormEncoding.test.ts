import fc from "fast-check"
import { expect, it } from "vitest"
import { decodeForm, encodeForm } from "../../src/core/FormEncoding.ts"

const word = fc.string({ unit: "grapheme" })

it("decodes what it encodes, whatever the text", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          word.filter((name) => name !== ""),
          word
        )
      ),
      (entries) => {
        expect(decodeForm(encodeForm(entries))).toEqual({ entries, malformed: false })
      }
    )
  )
})

it("decodes as URLSearchParams does wherever the escapes are sound", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const decoded = decodeForm(text)
      fc.pre(!decoded.malformed && text.isWellFormed() && !text.startsWith("?"))
      expect(decoded.entries).toEqual([...new URLSearchParams(text)])
    })
  )
})

it.each(["a=%", "a=%zz", "%ff=a", "a=%c3", "a=%ed%a0%80"])("says that %s is malformed", (text) => {
  expect(decodeForm(text).malformed).toBe(true)
})
