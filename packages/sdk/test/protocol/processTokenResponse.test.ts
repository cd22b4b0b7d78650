import { assert, describe, it } from "@effect/vitest"
import { Redacted, Result } from "effect"
import * as fc from "fast-check"
import { inspect } from "node:util"
import { processTokenResponse } from "../../src/index.ts"
import { busyCodes, refusalCodes } from "../../src/protocol/ErrorCode.ts"
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

const htmlPage = "<html><body><h1>403 Forbidden</h1></body></html>"

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

  it("gives up no token of a refresh for an expires_in or a scope of the wrong type", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (expires_in, scope) => {
        const result = processTokenResponse(
          { domain: "acme", operation: "refresh" },
          { status: 200, body: body({ expires_in, scope, refresh_token: "REFRESHTOKEN" }) }
        )
        assert.isTrue(Result.isSuccess(result))
      })
    )
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

  it("takes a code that refuses for a refusal, whatever the status below 500 but 429", () => {
    const statuses = fc.integer({ min: 200, max: 499 }).filter((status) => status !== 429)
    fc.assert(
      fc.property(statuses, fc.constantFrom(...refusalCodes), (status, error) => {
        assert.strictEqual(failure({ status, body: body({ error }) })._tag, "ReauthenticationRequired")
      })
    )
  })

  it("takes a plain 400 or 401 for a refusal, whatever else it says", () => {
    fc.assert(
      fc.property(fc.constantFrom(400, 401), fc.oneof(fc.string(), fc.json()), (status, body) => {
        fc.pre(!busyCodes.some((code) => body.includes(code)))
        assert.strictEqual(failure({ status, body })._tag, "ReauthenticationRequired")
      })
    )
  })

  it.each<[string, Partial<RawResponse>]>([
    ["a page of something in between", { status: 403, body: htmlPage, contentType: "text/html" }],
    ["a path that is not there", { status: 404, body: "" }],
    ["a path that is not there, in JSON", { status: 404, body: '{"message":"no such route"}' }],
    ["a request that took too long", { status: 408, body: "" }],
    ["a request that came too early", { status: 425, body: "" }],
    ["a code that says later", { status: 400, body: '{"error":"temporarily_unavailable"}' }],
    ["a broken server's code", { status: 400, body: '{"error":"server_error"}' }],
    ["too many requests, by a code", { status: 400, body: '{"error":"slow_down"}' }],
    ["a code that says later, in a 200", { status: 200, body: '{"error":"temporarily_unavailable"}' }],
    ["a 403 that says when to come again", { status: 403, body: '{"error":"rate"}', retryAfter: "60" }],
    ["a 400 that says when to come again", { status: 400, body: "", retryAfter: "60" }],
    ["Withings' too many requests", { body: '{"status":601,"body":{},"error":"Too Many Requests"}' }],
    ["an unknown error in a 200", { body: '{"error":"busy","access_token":"ACCESSTOKEN"}' }]
  ])("takes %s for no refusal, and for no token", (_, response) => {
    assert.strictEqual(failure(response)._tag, "TokenEndpointUnavailable")
  })

  it("takes nothing for a refusal that no one says is one", () => {
    const answers = fc.record({
      status: fc.integer({ min: 0, max: 599 }).filter((status) => status !== 400 && status !== 401),
      body: fc.oneof(
        fc.string(),
        fc.json(),
        fc
          .dictionary(fc.constantFrom("error", "message", "status"), fc.json())
          .map((one) => JSON.stringify(one))
      )
    })
    fc.assert(
      fc.property(answers, (response) => {
        fc.pre(!refusalCodes.some((code) => response.body.includes(code)))
        const result = judge(response)
        assert.isFalse(Result.isFailure(result) && result.failure._tag === "ReauthenticationRequired")
      })
    )
  })

  it("takes a provider's own errors for what its profile says", () => {
    const meaning = { member: "status", refusals: [401, "Invalid Params"], busy: [601] }
    const judged = (answer: object) => {
      const result = processTokenResponse(
        request,
        { status: 200, body: JSON.stringify(answer) },
        (outer) => outer["body"],
        meaning
      )
      return Result.isFailure(result) ? result.failure._tag : "granted"
    }
    assert.strictEqual(judged({ status: 0, body: { access_token: "NESTEDTOKEN" } }), "granted")
    assert.strictEqual(judged({ status: 401, body: {} }), "ReauthenticationRequired")
    assert.strictEqual(judged({ status: "Invalid Params: code" }), "ReauthenticationRequired")
    assert.strictEqual(judged({ status: "Invalid Paramsy" }), "TokenEndpointUnavailable")
    assert.strictEqual(judged({ status: 601, body: {} }), "TokenEndpointUnavailable")
    assert.strictEqual(judged({ status: 602, body: {} }), "TokenEndpointUnavailable")
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
      fc.integer({ min: 1 }),
      fc.constant(true),
      fc.constant({ a: 1 })
    )
    fc.assert(
      fc.property(anyError, (error) => {
        assert.include(
          ["TokenEndpointUnavailable", "ReauthenticationRequired"],
          failure({ body: body({ error }) })._tag
        )
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
      { status: 503, error: "invalid_grant" },
      { error: "invalid_grant", body: {} },
      { body: { error: "invalid_grant" } }
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
