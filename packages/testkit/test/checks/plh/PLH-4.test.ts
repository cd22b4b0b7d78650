import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { anyHost } from "../../../src/arbitraries/host.ts"
import { isOfHost, linkFault } from "../../../src/checks/plh/PLH-4.ts"
import { redirectUriOf } from "../../../src/subject/redirectUriOf.ts"

describe("links", () => {
  it("never judges the host's own redirect URI", () => {
    fc.assert(fc.property(anyHost, (host) => assert.isTrue(isOfHost(redirectUriOf(host), host))))
  })

  it("never judges a redirect URI at another of the host's addresses, nor My Home Assistant's", () => {
    fc.assert(
      fc.property(anyHost, (host) => {
        assert.isTrue(isOfHost("http://10.0.0.7:8123/auth/external/callback", host))
        assert.isTrue(isOfHost("https://my.home-assistant.io/redirect/oauth", host))
        assert.isFalse(isOfHost("https://acme-cloud.com/apps", host))
      })
    )
  })

  it.each(["", "acme-cloud.com/apps", "/config/apps", "http://acme-cloud.com", "https://"])(
    "accuses %j",
    (value) => assert.isNotNull(linkFault(value))
  )

  it("takes a whole https URL", () => assert.isNull(linkFault("https://acme-cloud.com/apps?tab=oauth#top")))
})
