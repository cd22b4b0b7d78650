import { assert, describe, it } from "@effect/vitest"
import { Redacted, Result } from "effect"
import * as fc from "fast-check"
import { inspect } from "node:util"
import { processTokenResponse } from "../../src/index.ts"
import type { RawResponse } from "../../src/index.ts"
import * as arbitrary from "../arbitraries.ts"

const request = { domain: "acme", operation: "exchange" } as const

const judge = (response: Partial<RawResponse>) =>
  processTokenResponse(request, { status: 200, body: "", ...response })

const failure = (response: Partial<RawResponse>) => {
  const result = judge(response)
  if (Result.isSuccess(result)) return assert.fail("a token was made of it")
  return result.failure
}

const granted = (response: Partial<RawResponse>) => {
  const token = Result.getOrThrow(judge(response))
  return {
    ...token,
    accessToken: Redacted.value(token.accessToken),
    refreshToken: token.refreshToken === undefined ? undefined : Redacted.value(token.refreshToken),
    extra: Redacted.value(token.extra)
  }
}

const body = (members: object): string => JSON.stringify({ access_token: "ACCESSTOKEN", ...members })

describe("processTokenResponse", () => {
  it("gives back a success whole, for any members", () => {
    fc.assert(
      fc.property(arbitrary.anySecret, arbitrary.anySecret, arbitrary.extra, (a, r, extra) => {
        const members = { access_token: a, refresh_token: r, token_type: "bearer", scope: "x y", ...extra }
        const token = granted({ body: JSON.stringify(members) })
        assert.strictEqual(token.accessToken, a)
        assert.strictEqual(token.refreshToken, r)
        assert.strictEqual(token.tokenType, "bearer")
        assert.strictEqual(token.scope, "x y")
        assert.deepStrictEqual(token.extra, JSON.parse(JSON.stringify(extra)))
      })
    )
  })

  it.each([
    [3600, 3600],
    ["3600", 3600],
    [" 3600 ", 3600],
    ["3599.9", 3599],
    [null, undefined],
    ["", undefined],
    [0, undefined],
    [-1, undefined],
    [undefined, undefined]
  ])("reads expires_in %j as %s", (expires_in, expected) => {
    assert.strictEqual(granted({ body: body({ expires_in }) }).expiresIn, expected)
  })

  it.each([[true], ["soon"], [[3600]], [{}], ["0x10"], ["1e3"]])("refuses expires_in %j", (expires_in) => {
    const error = failure({ body: body({ expires_in }) })
    assert.strictEqual(error._tag === "TokenResponseUnusable" && error.member, "expires_in")
  })

  it("joins a scope array, and takes null for nothing", () => {
    assert.strictEqual(granted({ body: body({ scope: ["a", "b"] }) }).scope, "a b")
    const token = granted({ body: body({ scope: null, refresh_token: null, token_type: null }) })
    assert.deepStrictEqual(
      [token.scope, token.refreshToken, token.tokenType],
      [undefined, undefined, undefined]
    )
  })

  it("reads a form, declared or not", () => {
    const form = "access_token=ACCESS%2BTOKEN&scope=x%2Cy&token_type=bearer"
    assert.strictEqual(
      granted({ body: form, contentType: "application/x-www-form-urlencoded" }).accessToken,
      "ACCESS+TOKEN"
    )
    assert.strictEqual(granted({ body: form, contentType: "text/plain" }).scope, "x,y")
  })

  it.each([
    ["", "empty"],
    [" \n", "empty"],
    ["<html><body>access_token=a</body></html>", "notAToken"],
    ['{"access_token":"ACCESSTOKEN","expires_i', "notAToken"],
    ['["access_token"]', "notAToken"],
    ['"access_token=a"', "notAToken"],
    ["null", "notAToken"],
    ["{}", "missingMember"],
    ['{"access_token":""}', "missingMember"],
    ['{"access_token":null}', "missingMember"],
    ['{"access_token":1}', "wrongType"],
    ['{"access_token":"ACCESSTOKEN","refresh_token":{}}', "wrongType"],
    ['{"access_token":"ACCESSTOKEN","scope":[1]}', "wrongType"]
  ])("refuses the body %s as %s", (body, reason) => {
    const error = failure({ body })
    assert.strictEqual(error._tag, "TokenResponseUnusable")
    assert.strictEqual<unknown>("reason" in error && error.reason, reason)
  })

  it("never makes up a token: whatever has no access_token string fails", () => {
    const anything = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.json(),
      arbitrary.extra.map((e) => JSON.stringify(e))
    )
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 599 }), anything, (status, body) => {
        assert.isTrue(Result.isFailure(judge({ status, body })))
      })
    )
  })

  it("wants re-authentication for any 4xx but 429, whatever the body", () => {
    fc.assert(
      fc.property(fc.integer({ min: 400, max: 499 }), fc.oneof(fc.string(), fc.json()), (status, body) => {
        assert.strictEqual(
          failure({ status, body })._tag,
          status === 429 ? "TokenEndpointUnavailable" : "ReauthenticationRequired"
        )
      })
    )
  })

  it("takes any 5xx for transient, even with a token in the body", () => {
    fc.assert(
      fc.property(fc.integer({ min: 500, max: 599 }), (status) => {
        assert.strictEqual(failure({ status, body: body({}) })._tag, "TokenEndpointUnavailable")
      })
    )
  })

  it("says when to try again where the provider does", () => {
    const error = failure({ status: 429, retryAfter: "17" })
    assert.strictEqual(error._tag === "TokenEndpointUnavailable" && error.retryAfter, 17)
  })

  it("sees an error in a 200, even beside a token", () => {
    const anyError = fc.oneof(
      arbitrary.text({ minLength: 1 }),
      fc.integer(),
      fc.constant(true),
      fc.constant({ a: 1 })
    )
    fc.assert(
      fc.property(anyError, (error) => {
        assert.strictEqual(failure({ body: body({ error }) })._tag, "ReauthenticationRequired")
      })
    )
  })

  it("takes a redirect for the typed refusal that it is", () => {
    assert.strictEqual(failure({ status: 307 })._tag, "TokenEndpointRedirected")
    assert.strictEqual(failure({ status: 0 })._tag, "TokenEndpointRedirected")
  })

  it("finds members that the provider nests, and errors within and beside them", () => {
    const unwrapped = (answer: object) =>
      processTokenResponse(request, { status: 200, body: JSON.stringify(answer) }, (outer) => outer["body"])
    const token = Result.getOrThrow(unwrapped({ status: 0, body: { access_token: "NESTEDTOKEN" } }))
    assert.strictEqual(Redacted.value(token.accessToken), "NESTEDTOKEN")
    for (const answer of [
      { status: 503, error: "busy" },
      { error: "busy", body: {} },
      { body: { error: "busy" } }
    ]) {
      const result = unwrapped(answer)
      assert.strictEqual(Result.isFailure(result) && result.failure._tag, "ReauthenticationRequired")
    }
    assert.isTrue(Result.isFailure(unwrapped({ status: 0, body: null })))
  })

  it("never repeats what the provider answered, but a known error code", () => {
    const answers = (secret: string): ReadonlyArray<Partial<RawResponse>> => [
      { status: 400, body: JSON.stringify({ error: secret, error_description: secret }) },
      { status: 200, body: JSON.stringify({ error: secret }) },
      { status: 200, body: JSON.stringify({ access_token: [secret] }) },
      { status: 200, body: JSON.stringify({ access_token: secret, expires_in: secret }) },
      { status: 200, body: `<p>${secret}</p>`, contentType: secret },
      { status: 503, body: secret, retryAfter: secret }
    ]
    fc.assert(
      fc.property(arbitrary.secret, (secret) => {
        for (const answer of answers(secret)) {
          const error = failure(answer)
          assert.notInclude(inspect(error, { depth: null }) + JSON.stringify(error) + String(error), secret)
        }
      })
    )
    const error = failure({ status: 400, body: '{"error":"invalid_grant"}' })
    assert.strictEqual(error._tag === "ReauthenticationRequired" && error.error, "invalid_grant")
  })
})
