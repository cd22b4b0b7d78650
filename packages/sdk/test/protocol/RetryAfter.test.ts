import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { retryAfterOf } from "../../src/index.ts"

const second = fc.integer({ min: 0, max: 4_102_444_800 })
const dateOf = (seconds: number): string => new Date(seconds * 1_000).toUTCString()

describe("Retry-After", () => {
  it("is as many seconds as it says", () => {
    fc.assert(
      fc.property(fc.nat({ max: 999_999_999 }), (seconds) => {
        assert.strictEqual(retryAfterOf({ retryAfter: `${seconds}` }), seconds)
      })
    )
  })

  it("that is a date counts from the answer's own date, and is never less than nothing", () => {
    fc.assert(
      fc.property(second, second, (answered, until) => {
        const waits = retryAfterOf({ retryAfter: dateOf(until), date: dateOf(answered) })
        assert.strictEqual(waits, Math.max(0, until - answered))
      })
    )
  })

  it("may be a date in the form of RFC 850", () => {
    const date = "Sunday, 06-Nov-94 08:49:37 GMT"
    assert.strictEqual(retryAfterOf({ retryAfter: "Sunday, 06-Nov-94 08:50:07 GMT", date }), 30)
  })

  it.each<[string, Parameters<typeof retryAfterOf>[0]]>([
    ["that is missing", {}],
    ["that is a date, of an answer without one", { retryAfter: dateOf(120) }],
    ["that is a date, of an answer whose own is none", { retryAfter: dateOf(120), date: "today" }],
    ["that is neither seconds nor a date", { retryAfter: "soon", date: dateOf(0) }],
    ["that is no date of HTTP", { retryAfter: "2026-11-26T10:00:00Z", date: dateOf(0) }],
    ["that is less than nothing", { retryAfter: "-1", date: dateOf(0) }],
    ["that is more than thirty years", { retryAfter: "1000000000" }]
  ])("%s, says nothing", (_, answer) => {
    assert.isUndefined(retryAfterOf(answer))
  })
})
