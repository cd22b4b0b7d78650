import { describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { assert } from "vitest"
import { bodyParameters } from "../../src/reading/bodyParameters.ts"

const request = (body: string) => ({ method: "POST", url: "https://acme.io/token", headers: {}, body })
const texts = fc.dictionary(fc.string({ unit: "grapheme", minLength: 1 }), fc.string({ unit: "grapheme" }), {
  noNullPrototype: true
})

describe("the parameters of a body", () => {
  it("are those of a form, and the same in JSON", () =>
    fc.assert(
      fc.property(texts, (members) => {
        const form = bodyParameters(request(new URLSearchParams(members).toString()))
        const json = bodyParameters(request(JSON.stringify(members)))
        assert.deepStrictEqual([...form], Object.entries(members))
        assert.deepStrictEqual([...json], Object.entries(members))
      })
    ))

  it.each([
    ["an empty body", "", []],
    ["JSON that ends too early", '{"code": "c', ['{"code": "c']],
    ["a member that is no text", '{"code": "c", "n": 1, "deep": {"code": "d"}}', ["code"]]
  ])("are read from %s without failing", (_, body, names) => {
    assert.deepStrictEqual([...bodyParameters(request(body)).keys()], names)
  })
})
