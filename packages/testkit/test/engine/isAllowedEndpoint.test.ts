import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { isLoopback } from "../../src/engine/isAllowedEndpoint.ts"

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
