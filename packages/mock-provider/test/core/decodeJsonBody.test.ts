import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { decodeJsonBody } from "../../src/core/decodeJsonBody.ts"

const read = (body: unknown) => decodeJsonBody(JSON.stringify(body))

describe("a JSON body", () => {
  it("has text as it is, numbers and booleans written out, lists of text joined, and null for an empty value", () => {
    expect(read({ a: "t e", b: 7, c: false, d: ["x", "y"], e: null, f: [] })).toEqual({
      malformed: false,
      entries: [
        ["a", "t e"],
        ["b", "7"],
        ["c", "false"],
        ["d", "x y"],
        ["e", ""],
        ["f", ""]
      ]
    })
  })

  it.each([{ a: {} }, { a: [1] }, { a: [["x"]] }])("is malformed with what is no parameter: %j", (body) => {
    expect(read({ ...body, b: "still read" })).toEqual({ malformed: true, entries: [["b", "still read"]] })
  })

  it.each(["", "{", "[]", "null", "1", '"text"', "a=b"])("is malformed as %j", (text) => {
    expect(decodeJsonBody(text)).toEqual({ malformed: true, entries: [] })
  })

  it("never fails, whatever it is", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        for (const [name, value] of decodeJsonBody(text).entries) {
          expect([typeof name, typeof value]).toEqual(["string", "string"])
        }
      })
    )
  })
})
