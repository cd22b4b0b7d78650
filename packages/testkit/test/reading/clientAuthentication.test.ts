import { encodeForm } from "@application-credentials/sdk"
import { assert, describe, it } from "@effect/vitest"
import { Redacted } from "effect"
import * as fc from "fast-check"
import { anyCredential } from "../../src/arbitraries/credential.ts"
import { basicPair, decodePair, methodsOf } from "../../src/reading/clientAuthentication.ts"
import type { WireRequest } from "../../src/subject/Protocol.ts"

const request = (headers: Record<string, string>, body = ""): WireRequest => ({
  method: "POST",
  url: "https://auth.acme-cloud.com/oauth/token",
  headers,
  body
})

const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString("base64")}` })

const formEncoded = (text: string) => Redacted.value(encodeForm({ "": text })).slice(1)

describe("the Basic header", () => {
  it("gives back any credential that was form encoded", () => {
    fc.assert(
      fc.property(anyCredential, ({ clientId, clientSecret }) => {
        const pair = basicPair(request(basic(`${formEncoded(clientId)}:${formEncoded(clientSecret)}`)))
        assert.deepStrictEqual(pair && decodePair(pair), { clientId, clientSecret })
      })
    )
  })

  it("does not give back a credential with %, + or : that was not encoded", () => {
    for (const clientId of ["50%", "a+b", "a:b"]) {
      const pair = basicPair(request(basic(`${clientId}:secret`)))
      assert.notStrictEqual(pair && decodePair(pair)?.clientId, clientId)
    }
  })

  it("is null where there is none, and undefined where it is malformed", () => {
    assert.isNull(basicPair(request({})))
    assert.isNull(basicPair(request({ authorization: "Bearer abc" })))
    assert.isUndefined(basicPair(request({ authorization: "Basic no base64!" })))
    assert.isUndefined(basicPair(request(basic("no-colon"))))
  })
})

describe("the methods of client authentication", () => {
  it("are told apart, and none is one", () => {
    assert.deepStrictEqual(methodsOf(request({})), ["none"])
    assert.deepStrictEqual(methodsOf(request({}, "client_id=a")), ["none"])
    assert.deepStrictEqual(methodsOf(request({}, "client_id=a&client_secret=b")), ["post"])
    assert.deepStrictEqual(methodsOf(request(basic("a:b"), "client_id=a")), ["basic"])
    assert.deepStrictEqual(methodsOf(request({ authorization: "Bearer b" })), ["other"])
    assert.deepStrictEqual(methodsOf(request({}, "client_assertion=jwt")), ["assertion"])
  })

  it("are two where the secret is sent twice", () => {
    assert.deepStrictEqual(methodsOf(request(basic("a:b"), "client_secret=b")), ["basic", "post"])
  })
})
