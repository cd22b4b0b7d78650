import { createHash } from "node:crypto"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { MockProviderOptions, WireResponse } from "../../src/index.ts"
import { pageRoutes } from "../../src/pages/pageRoutes.ts"
import { nothingHere } from "../../src/pages/problems.ts"
import { withRefusalPage } from "../../src/pages/withRefusalPage.ts"
import {
  form,
  formHeaders,
  fullClient,
  makeHarness,
  type Pairs,
  parse,
  redirectUri,
  text,
  verifier
} from "../Harness.ts"

/** A provider that asks people, and a browser with a jar for its cookie. */
const makePeople = (options: Partial<MockProviderOptions> = {}) => {
  const harness = makeHarness({ consent: "ask", ...options })
  const { pages } = harness.provider
  const routes = new Map(pageRoutes(harness.provider).map(({ handle, url }) => [url, handle]))
  let cookie: string | undefined

  const send = (
    method: string,
    url: string,
    headers: Record<string, string> = {},
    body = ""
  ): WireResponse => {
    const answer = routes.get(url.replace(/\?.*$/s, ""))?.({ method, url, headers, body })
    if (answer?._tag !== "Response") throw new Error("No response")
    return answer
  }
  const visit = (url: string): WireResponse => {
    const response = send("GET", url, cookie === undefined ? {} : { cookie })
    cookie = response.headers["set-cookie"]?.replace(/;.*$/s, "") ?? cookie
    return response
  }
  const submit = (url: string, pairs: Pairs, headers: Record<string, string> = {}): WireResponse =>
    send(
      "POST",
      url,
      { ...formHeaders, ...(cookie === undefined ? {} : { cookie }), ...headers },
      form(pairs)
    )
  const refused = (pairs: Pairs): WireResponse => {
    const url = `${harness.urlOf("authorize")}?${form(pairs)}`
    const answer = withRefusalPage(harness.provider)({ method: "GET", url, headers: forPeople, body: "" })
    if (answer._tag !== "Response") throw new Error("No response")
    return answer
  }
  const ask = (pairs: Pairs = {}): string => text(harness.authorize(pairs).headers["location"])
  const askForDevice = () => parse(harness.post("deviceAuthorization", fullClient, { scope: "read write" }))
  const jar = (): string => text(cookie)
  return { ...harness, pages, send, visit, submit, jar, refused, ask, askForDevice }
}

const forPeople = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" }

/** What the hidden fields of a page carry. */
const hiddenOf = ({ body }: WireResponse): Record<string, string> =>
  Object.fromEntries(
    [...body.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(
      ([, name = "", value = ""]) => [name, value]
    )
  )

const anyText = fc.oneof(
  fc.constantFrom(
    '"><script>alert(1)</script>',
    "' onfocus=alert(1) autofocus='",
    "</title>",
    "<!--",
    "&quot;",
    "\0"
  ),
  fc.string({ unit: "binary" }),
  fc.string()
)

describe("every page", () => {
  it("has the fields that keep it safe, and nothing that runs", () => {
    const { ask, askForDevice, pages, refused, send, submit, visit } = makePeople()
    const device = text(askForDevice()["verification_uri_complete"])
    const responses = [
      visit(ask()),
      visit(pages.consent),
      visit(pages.deviceVerification),
      visit(`${pages.deviceVerification}?user_code=x`),
      visit(device),
      submit(pages.consent, {}),
      submit(pages.deviceVerification, {}),
      send("PUT", pages.consent),
      refused({ client_id: "nobody" }),
      nothingHere("/elsewhere", ["/authorize"])
    ]
    const statuses = responses.map(({ status }) => status)
    expect(statuses).toEqual([200, 404, 200, 404, 200, 404, 404, 405, 400, 404])
    for (const { body, headers } of responses) {
      const [, css = ""] = /<style>([^]*?)<\/style>/.exec(body) ?? []
      const hash = createHash("sha256").update(css).digest("base64")
      expect(headers).toMatchObject({
        "content-type": "text/html; charset=utf-8",
        "content-security-policy": `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; frame-ancestors 'none'`,
        "cache-control": "no-store",
        "referrer-policy": "same-origin",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY"
      })
      expect(body).not.toMatch(/<script|\son\w+=|style=|https?:|javascript:/i)
      expect(body).toMatch(/^<!doctype html>\s*<html lang="en">/)
    }
  })

  it("never lets what others wrote break out of it", () => {
    const shapes = (clientId: string, name: string, email: string, subject: string, scope: string) => {
      const client = { clientId, authentication: "none", redirectUris: [redirectUri] } as const
      const { ask, pages, refused, visit } = makePeople({
        clients: [client],
        users: [{ subject, claims: { name, email } }]
      })
      const wrong = `${pages.deviceVerification}?${form({ user_code: clientId })}`
      return [
        visit(ask({ client_id: clientId, scope })),
        visit(wrong),
        refused({ client_id: clientId, redirect_uri: `https://evil.example/${name}` }),
        refused({ client_id: `not ${clientId}`, redirect_uri: name }),
        nothingHere(name, [clientId])
      ].map(({ body }) => shapeOf(body))
    }
    const scopes = fc.stringMatching(/^[!#-[\]-~]{1,20}$/)
    fc.assert(
      fc.property(anyText, anyText, anyText, anyText, scopes, (clientId, name, email, subject, scope) => {
        const written = shapes(`c${clientId}`, name, email, `s${subject}`, scope)
        expect(written).toEqual(shapes("c", "n", email === "" ? "" : "e", "s", "a"))
      })
    )
  })

  it("never tells a secret, whether one was asked with, granted or refused", () => {
    const { ask, askForDevice, exchange, pages, refused, submit, visit } = makePeople()
    const { clientId, clientSecret } = fullClient
    const approve = { decision: "approve", subject: "user-1", scope: "read" }

    const consent = visit(ask({ client_id: clientId, scope: "read" }))
    const approved = submit(pages.consent, { ...hiddenOf(consent), ...approve })
    const code = text(new URL(text(approved.headers["location"])).searchParams.get("code"))
    const { access_token, refresh_token } = parse(exchange(fullClient, code))
    const { device_code, verification_uri_complete } = askForDevice()
    const device = visit(text(verification_uri_complete))

    const told = [
      consent,
      approved,
      submit(pages.consent, { ...hiddenOf(consent), ...approve }),
      refused({ client_id: clientId, client_secret: clientSecret }),
      device,
      submit(pages.deviceVerification, { ...hiddenOf(device), ...approve })
    ].map(({ body }) => body)
    for (const secret of [code, access_token, refresh_token, device_code, clientSecret, verifier])
      expect(told.join().includes(text(secret))).toBe(false)
  })
})

describe("the consent page", () => {
  it("asks for each scope, all of them chosen, and shows users by name and address", () => {
    const users = [
      { subject: "ada", claims: { name: "Ada Lovelace", email: "ada@provider.test" } },
      { subject: "grace", claims: { preferred_username: "ghopper" } },
      { subject: "nameless" }
    ]
    const { ask, visit } = makePeople({ users })
    const choices = [...visit(ask({ scope: "read write" })).body.matchAll(/<label[^]*?<\/label>/g)].map(
      ([label]) => [label.includes(" checked"), label.replaceAll(/<[^>]*>/g, "").trim()]
    )
    expect(choices).toEqual([
      [true, "Ada Lovelace ada@provider.test"],
      [false, "ghopper grace"],
      [false, "nameless"],
      [true, "read"],
      [true, "write"]
    ])
  })
})

describe("the page of a device", () => {
  it("shows the code as the device does, however it was typed", () => {
    const { askForDevice, pages, submit, visit } = makePeople()
    const code = text(askForDevice()["user_code"])
    const typed = ` ${code.toLowerCase().replace("-", "")} `
    const shown = visit(`${pages.deviceVerification}?${form({ user_code: typed })}`)
    expect(shown.body).toContain(`<p class="code">${code}</p>`)
    const approved = { ...hiddenOf(shown), decision: "approve", subject: "user-1", scope: "read" }
    expect(submit(pages.deviceVerification, approved).body).toContain("The device is connected")
  })
})

describe("a form", () => {
  it("is taken from the browser that it was shown to only, whatever others know", () => {
    const secret = fc.oneof(fc.stringMatching(/^[0-9a-f]{64}$/), fc.constantFrom("", "x"))
    fc.assert(
      fc.property(secret, secret, fc.boolean(), (cookie, guess, knowsForm) => {
        const { ask, pages, provider, submit, visit } = makePeople()
        const hidden = hiddenOf(visit(ask()))
        const proof = knowsForm ? hidden["proof"] : guess
        const pairs = { ...hidden, proof, decision: "approve", subject: "user-1" }
        const forged = submit(pages.consent, pairs, { cookie: `mock-provider-form=${cookie}` })
        expect(forged.status).toBe(403)
        expect(provider.findConsent(text(hidden["consent"]))).toBeDefined()
        expect(submit(pages.consent, { ...pairs, proof: hidden["proof"] }).status).toBe(303)
      })
    )
  })

  it("is not taken from a page of another site, even with the cookie and the form", () => {
    const { ask, pages, submit, visit } = makePeople()
    const pairs = { ...hiddenOf(visit(ask())), decision: "approve", subject: "user-1" }
    for (const origin of ["https://evil.test", "null"]) {
      expect(submit(pages.consent, pairs, { origin }).status).toBe(403)
    }
    const byAnotherName = { origin: "http://localhost:9096", host: "localhost:9096" }
    expect(submit(pages.consent, pairs, byAnotherName).status).toBe(303)
  })

  it("is good for what it is about only", () => {
    const { ask, pages, submit, visit } = makePeople()
    const [one, other] = [hiddenOf(visit(ask())), hiddenOf(visit(ask()))]
    const mixed = { consent: other["consent"], proof: one["proof"], decision: "deny" }
    expect(submit(pages.consent, mixed).status).toBe(403)
  })

  it("decides once, with a redirect that turns into a GET", () => {
    const { ask, pages, submit, visit } = makePeople()
    const pairs = { ...hiddenOf(visit(ask())), decision: "deny" }
    const { headers, status } = submit(pages.consent, pairs)
    expect([status, headers["location"]]).toEqual([303, expect.stringMatching(/\?error=access_denied&/)])
    expect(submit(pages.consent, pairs).status).toBe(404)
  })

  it.each<Pairs>([
    {},
    { decision: "maybe" },
    { decision: "approve" },
    { decision: "approve", subject: "nobody" }
  ])("that decides nothing decides nothing: %j", (pairs) => {
    const { ask, askForDevice, pages, provider, submit, visit } = makePeople()
    const hidden = hiddenOf(visit(ask()))
    expect(submit(pages.consent, { ...hidden, ...pairs }).status).toBe(400)
    expect(provider.findConsent(text(hidden["consent"]))).toBeDefined()
    const { user_code, verification_uri_complete } = askForDevice()
    const device = hiddenOf(visit(text(verification_uri_complete)))
    expect(submit(pages.deviceVerification, { ...device, ...pairs }).status).toBe(400)
    expect(provider.findDevice(text(user_code))).toBeDefined()
  })

  it("grants no more than was asked, whatever is sent", () => {
    const { ask, exchange, jar, pages, send, visit } = makePeople()
    const hidden = hiddenOf(visit(ask({ client_id: fullClient.clientId, scope: "read" })))
    const approved = form({ ...hidden, decision: "approve", subject: "user-1" })
    const more = `${approved}&scope=read&scope=write`
    const { headers } = send("POST", pages.consent, { ...formHeaders, cookie: jar() }, more)
    const location = new URL(text(headers["location"]))
    const tokens = parse(exchange(fullClient, text(location.searchParams.get("code"))))
    expect(tokens["scope"]).toBe("read")
  })

  it("denies when none of the scopes is left", () => {
    const { ask, askForDevice, pages, submit, visit } = makePeople()
    const none = { decision: "approve", subject: "user-1" }
    const consent = { ...hiddenOf(visit(ask({ client_id: fullClient.clientId, scope: "read" }))), ...none }
    expect(submit(pages.consent, consent).headers["location"]).toContain("error=access_denied")
    const device = hiddenOf(visit(text(askForDevice()["verification_uri_complete"])))
    expect(submit(pages.deviceVerification, { ...device, ...none }).body).toContain("The device is refused")
  })

  it("has a cookie that no page reads, no other site sends and only TLS carries", () => {
    const { ask, visit } = makePeople()
    expect(visit(ask()).headers["set-cookie"]).toMatch(
      /^mock-provider-form=[0-9a-f]{64}; Path=\/consent; HttpOnly; SameSite=Strict; Secure$/
    )
    const plain = makePeople({ issuer: "http://127.0.0.1:1" })
    expect(plain.visit(plain.ask()).headers["set-cookie"]).not.toContain("Secure")
  })
})

/** The elements of a page and the names of their attributes, in order. */
const shapeOf = (body: string): string =>
  [...body.replace(/<style>[^]*?<\/style>/, "").matchAll(/<[^>]*>/g)]
    .map(([tag]) => tag.replaceAll(/="[^"]*"/g, ""))
    .join("")
