/** The rules of endpoints hold over whole input spaces. */
import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { isLoopback } from "../../src/checks/srv/loopback.ts"
import { shown } from "../../src/checks/srv/endpoints.ts"
import { unusableReason } from "../../src/checks/srv/unusable.ts"

const label = fc.string({
  unit: fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz0123456789"),
  minLength: 1,
  maxLength: 8
})

describe("isLoopback", () => {
  it("takes every address of 127.0.0.0/8", () => {
    fc.assert(
      fc.property(fc.nat(255), fc.nat(255), fc.nat(255), (a, b, c) => {
        assert.isTrue(isLoopback(new URL(`http://127.${a}.${b}.${c}:8123/`).hostname))
      })
    )
  })

  it.each(["http://localhost/", "http://app.localhost:3000/", "http://[::1]:8123/", "http://2130706433/"])(
    "takes %s",
    (url) => assert.isTrue(isLoopback(new URL(url).hostname))
  )

  it.each([
    "http://localhost.acme-cloud.com/",
    "http://127.0.0.1.acme-cloud.com/",
    "http://192.168.1.20/",
    "http://[fd00::20]/"
  ])("refuses %s", (url) => assert.isFalse(isLoopback(new URL(url).hostname)))
})

describe("unusableReason", () => {
  it("never accuses an address of plain labels at a registered domain", () => {
    fc.assert(
      fc.property(label, label, (host, path) => {
        assert.isNull(unusableReason(`https://a${host}.acme-cloud.com/${path}/authorize`))
      })
    )
  })

  it("accuses every address below a reserved domain", () => {
    const reserved = fc.constantFrom(
      "example.com",
      "example.net",
      "example.org",
      "example",
      "invalid",
      "test"
    )
    fc.assert(
      fc.property(label, reserved, (host, domain) => {
        assert.isNotNull(unusableReason(`https://a${host}.${domain}/authorize`))
      })
    )
  })

  it.each([
    "",
    "  ",
    "https://YOUR_TENANT.acme-cloud.com/token",
    "https://your-domain.acme-cloud.com/token",
    "https://<tenant>.acme-cloud.com/token",
    "https://acme-cloud.com/{tenant}/token",
    "TODO",
    "https://changeme/token",
    "https://.../token"
  ])("accuses %j", (text) => assert.isNotNull(unusableReason(text)))

  it.each([
    "https://todo.microsoft-cloud.com/oauth",
    "https://login.microsoftonline.com/common/oauth2/v2.0/authorize",
    "https://api.yourenergy.com/oauth",
    "https://myexample.com/oauth",
    "https://test.salesforce.com/services/oauth2/authorize",
    "http://localhost:8080/authorize",
    "https://oauth2.googleapis.com/token"
  ])("takes %s", (text) => assert.isNull(unusableReason(text)))
})

describe("shown", () => {
  it("never shows user information or a query", () => {
    fc.assert(
      fc.property(label, label, (user, value) => {
        const text = shown(`https://u${user}:p${value}@acme-cloud.com/token?key=k${value}#x`)
        assert.strictEqual(text, "https://...@acme-cloud.com/token?...#x")
      })
    )
  })
})
