import { describe, expect, it } from "vitest"
import { fetch } from "../../src/index.ts"
import { makeHarness } from "../Harness.ts"
import type { Connect } from "./ClientLaws.ts"
import { suite } from "./ClientLaws.ts"

const connect: Connect = async (make) => {
  const provider = make("https://provider.test")
  const other = make("https://other.test")
  return { provider, other, fetch: fetch(provider, { elsewhere: fetch(other) }) }
}

suite("a provider's fetch", connect)

describe("a provider's fetch", () => {
  it("knows no other host, and tells nothing of the URL", async () => {
    const { provider } = makeHarness()
    const asked = fetch(provider)("https://elsewhere.test/?client_secret=hush-hush")
    const error = await asked.catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(TypeError)
    expect(String(error) + String(error instanceof Error ? error.cause : "")).not.toContain("hush-hush")
    expect(provider.journal).toEqual([])
  })

  it("sends nothing when it is aborted already", async () => {
    const { provider } = makeHarness()
    const signal = AbortSignal.abort(new Error("too late"))
    await expect(fetch(provider)(provider.endpoints.token, { signal })).rejects.toThrow("too late")
    expect(provider.journal).toEqual([])
  })

  it("says where a redirect led", async () => {
    const { provider } = makeHarness({
      faults: [{ times: 1, action: { _tag: "Redirect", location: "/token?x=1", status: 303 } }]
    })
    const response = await fetch(provider)(provider.endpoints.token, { method: "POST", body: "a" })
    expect(response.redirected).toBe(true)
    expect(response.url).toBe("https://provider.test/token?x=1")
  })

  it.each(["javascript:alert(1)", "file:///etc/passwd", "http://["])(
    "does not follow %s",
    async (location) => {
      const { provider } = makeHarness({ faults: [{ action: { _tag: "Redirect", location } }] })
      await expect(fetch(provider)(provider.endpoints.token, { method: "POST" })).rejects.toThrow(TypeError)
    }
  )

  it("takes a Request", async () => {
    const { provider } = makeHarness()
    const request = new Request(provider.endpoints.token, {
      method: "POST",
      body: new URLSearchParams({ a: "b" })
    })
    expect((await fetch(provider)(request)).status).toBe(401)
    expect(provider.journal[0]?.parameters.get("a")).toBe("b")
  })
})
