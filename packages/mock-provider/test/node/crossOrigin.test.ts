import { describe, expect, it } from "vitest"
import { formHeaders, makeHarness, text } from "../Harness.ts"
import { serveInTest } from "./connect.ts"

const start = async () =>
  (await serveInTest((issuer) => makeHarness({ issuer, consent: "ask" }).provider)).served

const fieldsOf = (response: Response): ReadonlyArray<string> =>
  [...response.headers.keys()].filter((name) => name.startsWith("access-control"))

const origin = "https://app.test"

describe("a page of another origin", () => {
  it("may ask beforehand, and is no call of the provider's", async () => {
    const provider = await start()
    const asked = {
      origin,
      "access-control-request-method": "POST",
      "access-control-request-headers": "authorization, x-own"
    }
    const response = await fetch(provider.endpoints.token, { method: "OPTIONS", headers: asked })
    expect(response.status).toBe(204)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "access-control-allow-origin": "*",
      "access-control-allow-methods": "GET, POST",
      "access-control-allow-headers": "authorization, x-own"
    })
    expect(provider.journal).toEqual([])
  })

  it("reads what each endpoint answers, faults and signed answers too, but for the authorization endpoint", async () => {
    const provider = await start()
    for (const [name, url] of Object.entries(provider.endpoints)) {
      const response = await fetch(url, { method: "POST", headers: { ...formHeaders, origin } })
      const expected = name === "authorize" ? null : "*"
      expect([name, response.headers.get("access-control-allow-origin")]).toEqual([name, expected])
    }
    const keys = await fetch(text(provider.endpoints.jwks), { headers: { origin } })
    expect([keys.status, keys.headers.get("access-control-allow-origin")]).toEqual([200, "*"])
    provider.setFaults([{ action: { _tag: "Status", status: 503 } }])
    const fault = await fetch(provider.endpoints.token, { method: "POST", headers: { origin } })
    expect([fault.status, fault.headers.get("access-control-allow-origin")]).toEqual([503, "*"])
    // Without it a page sees neither Retry-After nor WWW-Authenticate.
    expect(fault.headers.get("access-control-expose-headers")).toBe("*")
  })

  it("reads what a scripted response allows it to, no more", async () => {
    const provider = await start()
    const headers = { "Access-Control-Allow-Origin": "https://other.test" }
    provider.setFaults([{ action: { _tag: "Respond", status: 200, headers } }])
    const response = await fetch(provider.endpoints.token, { method: "POST", headers: { origin } })
    expect(response.headers.get("access-control-allow-origin")).toBe("https://other.test")
  })

  it("reads nothing of the pages for people", async () => {
    const provider = await start()
    for (const url of Object.values(provider.pages)) {
      expect(fieldsOf(await fetch(url, { headers: { origin } }))).toEqual([])
    }
  })

  it("is all that gets these fields", async () => {
    const provider = await start()
    expect(fieldsOf(await fetch(text(provider.endpoints.metadata)))).toEqual([])
  })
})
