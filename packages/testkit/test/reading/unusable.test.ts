import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { unusableReason } from "../../src/reading/unusable.ts"

const label = fc.string({
  unit: fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz0123456789"),
  minLength: 1,
  maxLength: 8
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
