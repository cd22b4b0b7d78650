import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { vscharText } from "../../src/arbitraries/text.ts"
import { carries, isFormPost } from "../../src/reading/tokenRequest.ts"
import type { WireRequest } from "../../src/subject/Protocol.ts"

const request = (given: Partial<WireRequest>): WireRequest => ({
  method: "POST",
  url: "https://auth.acme-cloud.com/oauth/token",
  headers: {},
  body: "",
  ...given
})

describe("a text in a request", () => {
  it("is found in a form and in a query, however it was encoded", () => {
    fc.assert(
      fc.property(vscharText(8, 24), (code) => {
        const form = new URLSearchParams({ code }).toString()
        assert.isTrue(carries(code)(request({ body: form })))
        assert.isTrue(carries(code)(request({ url: `https://auth.acme-cloud.com/token?${form}` })))
        assert.isTrue(carries(code)(request({ body: `code=${encodeURIComponent(code)}` })))
        assert.isTrue(carries(code)(request({ body: `code=${code}` })))
      })
    )
  })

  it("is not found where another one is sent", () => {
    fc.assert(
      fc.property(vscharText(8, 24), (code) => {
        assert.isFalse(
          carries(`code-${code}`)(request({ body: new URLSearchParams({ state: code }).toString() }))
        )
      })
    )
  })
})

describe("a form-encoded POST", () => {
  it("may name a charset, in any case", () => {
    for (const type of [
      "application/x-www-form-urlencoded",
      "application/x-www-form-urlencoded;charset=utf-8",
      "Application/X-WWW-Form-Urlencoded ; charset=UTF-8"
    ]) {
      assert.isTrue(isFormPost(request({ headers: { "content-type": type } })), type)
    }
  })

  it("is no other method and no other type", () => {
    const form = { "content-type": "application/x-www-form-urlencoded" }
    assert.isFalse(isFormPost(request({ method: "GET", headers: form })))
    assert.isFalse(isFormPost(request({ headers: { "content-type": "application/json" } })))
    assert.isFalse(isFormPost(request({ headers: { "content-type": "application/x-www-form-urlencoded2" } })))
    assert.isFalse(isFormPost(request({})))
  })
})
