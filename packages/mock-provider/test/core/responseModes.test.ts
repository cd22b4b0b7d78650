import { createHash } from "node:crypto"
import { describe, expect, it } from "vitest"
import type { WireResponse } from "../../src/index.ts"
import { basicClient, makeHarness, parse, redirectUri, text } from "../Harness.ts"

/** The fields of the form that a response has the browser post. */
const fieldsOf = ({ body }: WireResponse): URLSearchParams =>
  new URLSearchParams(
    [...body.matchAll(/name="([^"]*)" value="([^"]*)"/g)].map(([, name = "", value = ""]) => [
      name,
      value.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    ])
  )

describe("response_mode", () => {
  it("fragment keeps the code out of what the client's server gets", () => {
    const { authorize, exchange } = makeHarness()
    const url = new URL(text(authorize({ response_mode: "fragment" }).headers["location"]))
    expect(url.search).toBe("")
    const sent = new URLSearchParams(url.hash.slice(1))
    expect(sent.get("state")).toBe("the state")
    expect(exchange(basicClient, text(sent.get("code"))).status).toBe(200)
  })

  it("form_post has the browser post what it brings", () => {
    const { authorize, exchange } = makeHarness()
    const page = authorize({ response_mode: "form_post", state: `"><script>&'` })
    expect(page.status).toBe(200)
    expect(page.body).toContain(`<form method="post" action="${redirectUri}">`)
    expect(page.body).not.toContain("><script>&")
    expect(fieldsOf(page).get("state")).toBe(`"><script>&'`)
    expect(exchange(basicClient, text(fieldsOf(page).get("code"))).status).toBe(200)
  })

  it("form_post lets the one script of its page run, and nothing else", () => {
    const { authorize } = makeHarness()
    const { body, headers } = authorize({ response_mode: "form_post" })
    const [, script = ""] = /<script>(.*)<\/script>/.exec(body) ?? []
    const hash = createHash("sha256").update(script).digest("base64")
    expect(headers["content-security-policy"]).toContain(`default-src 'none'; script-src 'sha256-${hash}'`)
  })

  it.each(["fragment", "form_post"] as const)("%s brings errors too", (mode) => {
    const { authorize } = makeHarness({ consent: "deny" })
    const answer = authorize({ response_mode: mode })
    const sent =
      mode === "form_post"
        ? fieldsOf(answer)
        : new URLSearchParams(new URL(text(answer.headers["location"])).hash.slice(1))
    expect(sent.get("error")).toBe("access_denied")
  })

  it("form_post waits for a person as any other does, and is altered by a fault", () => {
    const { authorize, provider } = makeHarness({
      consent: "ask",
      faults: [{ match: { endpoint: "authorize" }, action: { _tag: "StateChanged", state: "another" } }]
    })
    const asked = new URL(text(authorize({ response_mode: "form_post" }).headers["location"]))
    const decided = provider.decideConsent(text(asked.searchParams.get("consent")), { _tag: "Approve" })
    expect(decided && fieldsOf(decided).get("state")).toBe("another")
  })

  it("is only what the provider serves, and says", () => {
    const { authorize, rule, send, urlOf } = makeHarness({ responseModes: ["query"] })
    expect(new URL(text(authorize({ response_mode: "form_post" }).headers["location"])).search).toContain(
      "error=invalid_request"
    )
    expect(rule()).toBe("response-mode-unsupported")
    expect(parse(send("GET", urlOf("metadata")))["response_modes_supported"]).toEqual(["query"])
  })
})
