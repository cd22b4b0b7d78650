import { assert, describe, it } from "@effect/vitest"
import { Redacted, Result } from "effect"
import * as fc from "fast-check"
import { parseAuthorizationCallback } from "../../src/index.ts"
import * as arbitrary from "../arbitraries.ts"

const parse = (query: Record<string, string> | string) =>
  parseAuthorizationCallback(new URLSearchParams(query))

const tag = (query: Record<string, string> | string) => {
  const result = parse(query)
  return Result.isFailure(result) ? result.failure._tag : result.success.type
}

describe("parseAuthorizationCallback", () => {
  it("gives back any code and state unchanged", () => {
    fc.assert(
      fc.property(arbitrary.anySecret, arbitrary.text({ minLength: 1 }), (code, state) => {
        const callback = Result.getOrThrow(parse({ code, state }))
        assert.strictEqual(callback.state, state)
        assert.strictEqual(callback.type === "code" ? Redacted.value(callback.code) : undefined, code)
      })
    )
  })

  it("keeps the issuer that the provider names", () => {
    assert.strictEqual(
      Result.getOrThrow(parse("state=s&code=THE-CODE&iss=https://provider.example")).iss,
      "https://provider.example"
    )
  })

  it("keeps what the provider adds, unless it comes twice", () => {
    const callback = Result.getOrThrow(parse("state=s&code=THE-CODE&iss=i&location=eu&scope=a&scope=b"))
    assert.deepStrictEqual(callback.type === "code" ? callback.parameters : undefined, { location: "eu" })
  })

  it.each([
    ["code=c", "StateMissing"],
    ["state=&code=c", "StateMissing"],
    ["error=access_denied", "StateMissing"],
    ["state=s", "CallbackIncomplete"],
    ["state=s&code=", "CallbackIncomplete"],
    ["state=s&code=c&code=d", "CallbackIncomplete"],
    ["state=s&state=t&code=c", "CallbackIncomplete"],
    ["state=s&error=access_denied", "error"],
    ["state=s&error=access_denied&code=c", "error"],
    ["state=s&code=THE-CODE&scope=x", "code"]
  ])("reads %s as %s", (query, expected) => {
    assert.strictEqual(tag(query), expected)
  })
})
