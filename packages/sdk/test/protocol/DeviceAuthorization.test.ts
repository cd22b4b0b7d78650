import { assert, describe, it } from "@effect/vitest"
import { Redacted, Result } from "effect"
import * as fc from "fast-check"
import { processDeviceAuthorizationResponse } from "../../src/protocol/DeviceAuthorization.ts"

const answer = {
  device_code: "DEVICECODE",
  user_code: "WDJB-MJHT",
  verification_uri: "https://provider.test/device",
  expires_in: 1_800
}

const judge = (body: unknown, status = 200) =>
  processDeviceAuthorizationResponse("acme", { status, body: JSON.stringify(body) })

const outcome = (body: unknown, status?: number) =>
  Result.match(judge(body, status), { onSuccess: () => "granted", onFailure: ({ reason }) => reason })

describe("processDeviceAuthorizationResponse", () => {
  it("takes the codes, with the interval of the standard where none is said", () => {
    const { deviceCode, ...shown } = Result.getOrThrow(judge(answer))
    assert.strictEqual(Redacted.value(deviceCode), "DEVICECODE")
    assert.deepStrictEqual(shown, {
      userCode: "WDJB-MJHT",
      verificationUri: "https://provider.test/device",
      expiresIn: 1_800,
      interval: 5
    })
  })

  it("takes what else the standard has, and what Google writes otherwise", () => {
    const { verification_uri, ...others } = answer
    const complete = `${verification_uri}?user_code=WDJB-MJHT`
    const google = { ...others, verification_url: verification_uri, expires_in: "1800", interval: "7" }
    const code = Result.getOrThrow(judge({ ...google, verification_uri_complete: complete }))
    assert.deepInclude(code, {
      verificationUri: verification_uri,
      verificationUriComplete: complete,
      expiresIn: 1_800,
      interval: 7
    })
  })

  it.each([
    ["granted", { verification_uri: "http://127.0.0.1:8080/device" }],
    ["unusable", { verification_uri: "http://provider.test/device" }],
    ["unusable", { verification_uri: "javascript:alert(1)" }],
    ["unusable", { verification_uri_complete: "javascript:alert(1)" }],
    ["unusable", { verification_uri: undefined }],
    ["unusable", { device_code: "" }],
    ["unusable", { user_code: 7 }],
    ["unusable", { expires_in: undefined }],
    ["unusable", { expires_in: 0 }],
    ["unusable", { expires_in: "soon" }],
    ["unusable", { interval: -1 }],
    ["refused", { error: "invalid_client" }]
  ])("is %s with %o", (expected, members) => {
    assert.strictEqual(outcome({ ...answer, ...members }), expected)
  })

  it.each([
    ["refused", 400],
    ["refused", 401],
    ["unavailable", 429],
    ["unavailable", 503]
  ])("is %s by status %i", (expected, status) => {
    assert.strictEqual(outcome({ error: "invalid_scope" }, status), expected)
  })

  it("is unusable by a redirect", () => {
    assert.strictEqual(outcome({}, 302), "unusable")
  })

  it("never makes codes of what is none, and repeats nothing of it", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
        const result = processDeviceAuthorizationResponse("acme", { status: 200, body })
        assert.isTrue(Result.isFailure(result))
      })
    )
    const failure = Result.getFailure(judge({ device_code: "DEVICECODE", error_description: "DEVICECODE" }))
    assert.notInclude(JSON.stringify(failure), "DEVICECODE")
  })
})
