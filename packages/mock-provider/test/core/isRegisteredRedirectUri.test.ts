import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { isRegisteredRedirectUri } from "../../src/core/isRegisteredRedirectUri.ts"

describe("a redirect URI", () => {
  it.each([
    "https://app.example/callback/",
    "https://app.example/Callback",
    "https://APP.example/callback",
    "https://app.example:443/callback",
    "https://app.example/callback?x=1",
    "https://app.example/callback#x",
    "https://app.example/callback/../callback",
    "http://app.example/callback",
    "https://app.example.evil.example/callback",
    "https://app.example@evil.example/callback",
    ""
  ])("that is written %s is not https://app.example/callback", (uri) => {
    expect(isRegisteredRedirectUri(["https://app.example/callback"], uri)).toBe(false)
  })

  it("of a loopback address may have any port", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("127.0.0.1", "[::1]"),
        fc.integer({ min: 0, max: 65535 }),
        fc.constantFrom("", ":1", ":8123"),
        (host, port, registeredPort) => {
          const registered = [`http://${host}${registeredPort}/callback?x=1`]
          expect(isRegisteredRedirectUri(registered, `http://${host}:${port}/callback?x=1`)).toBe(true)
          expect(isRegisteredRedirectUri(registered, `http://${host}/callback?x=1`)).toBe(true)
        }
      )
    )
  })

  it.each([
    "http://127.0.0.1:65536/callback",
    "http://127.0.0.1:1/other",
    "http://127.0.0.1:1@evil.example/callback",
    "http://127.0.0.1:/callback",
    "http://127.0.0.1.evil.example/callback",
    "http://127.0.0.2:1/callback",
    "http://[::1]:1/callback",
    "http://localhost:1/callback",
    "https://127.0.0.1:1/callback"
  ])("that is written %s is not http://127.0.0.1/callback", (uri) => {
    expect(isRegisteredRedirectUri(["http://127.0.0.1/callback"], uri)).toBe(false)
  })

  it("of a host that only begins like a loopback address has its port compared", () => {
    const registered = ["http://127.0.0.1.app.example/callback"]
    expect(isRegisteredRedirectUri(registered, "http://127.0.0.1:1.app.example/callback")).toBe(false)
  })

  it("of a name that stands for a loopback address has its port compared", () => {
    expect(isRegisteredRedirectUri(["http://localhost/callback"], "http://localhost:1/callback")).toBe(false)
  })
})
