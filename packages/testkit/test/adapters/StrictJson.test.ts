import { Result } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { parseStrictJson } from "../../src/adapters/StrictJson.ts"

const bytes = (text: string) => new TextEncoder().encode(text)

const isJson = (text: string) => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe("parseStrictJson", () => {
  it("always reads what JSON.stringify writes", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 2), (value, space) => {
        const text = JSON.stringify(value, null, space)
        expect(parseStrictJson(bytes(text))).toEqual(Result.succeed(JSON.parse(text)))
      })
    )
  })

  it("always finds a place inside the text for what is wrong with broken JSON", () => {
    const broken = fc
      .tuple(fc.json(), fc.nat(), fc.nat(3), fc.string({ maxLength: 2 }))
      .map(([text, at, length, replacement]) => {
        const start = at % (text.length + 1)
        return text.slice(0, start) + replacement + text.slice(start + length)
      })
      .filter((text) => !isJson(text) && text.isWellFormed())
    fc.assert(
      fc.property(broken, (text) => {
        const parsed = parseStrictJson(bytes(text))
        if (Result.isSuccess(parsed)) throw new Error("read what is not JSON")
        const line = text.split("\n")[parsed.failure.line - 1]
        expect(line).toBeDefined()
        expect(parsed.failure.column).toBeGreaterThanOrEqual(1)
        expect(parsed.failure.column).toBeLessThanOrEqual((line ?? "").length + 1)
      }),
      { numRuns: 2000 }
    )
  })

  it.each([
    ['{\n  "domain": "acme",\n}', 3, 1, "a comma before it is one too many"],
    ['{\n  "domain": "acme"\n  "name": 1\n}', 3, 3, "a comma or } was expected here"],
    ['{\n  // the domain\n  "domain": "acme"\n}', 2, 3, "JSON has no comments"],
    ["{ 'domain': 1 }", 1, 3, "text stands in double quotes"],
    ['{ "a": [1, 2 }', 1, 14, "a comma or ] was expected here"],
    ['{ "a": NaN }', 1, 8, "a value was expected here"],
    ['{ "a": 01 }', 1, 8, "a value was expected here"],
    ['{ "a" 1 }', 1, 7, "a colon was expected here"],
    ['{ "a": "x\n" }', 1, 8, "this text does not end on its line"],
    ['{ "a": 1', 1, 9, "the file ends too early"],
    ["{} {}", 1, 4, "nothing more was expected here"],
    ["", 1, 1, "the file is empty"]
  ])("says where %j is broken and why", (text, line, column, reason) => {
    const parsed = parseStrictJson(bytes(text))
    expect(parsed).toMatchObject({ failure: { line, column, reason: expect.stringContaining(reason) } })
  })

  it("names a byte order mark", () => {
    const parsed = parseStrictJson(new Uint8Array([0xef, 0xbb, 0xbf, ...bytes("{}")]))
    expect(parsed).toMatchObject({ failure: { line: 1, column: 1, reason: expect.stringContaining("BOM") } })
  })

  it("names text that is not UTF-8", () => {
    const parsed = parseStrictJson(new Uint8Array([...bytes('{\n"'), 0xff, ...bytes('": 1}')]))
    expect(parsed).toMatchObject({
      failure: { line: 2, column: 2, reason: expect.stringContaining("UTF-8") }
    })
  })
})
