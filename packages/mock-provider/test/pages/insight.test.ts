import { describe, expect, it } from "vitest"
import type { MockProviderOptions } from "../../src/index.ts"
import { insightRoutes } from "../../src/pages/insightRoutes.ts"
import { form, formHeaders, makeHarness, type Pairs, text } from "../Harness.ts"

const base = "http://127.0.0.1:9096"

/** The pages of a provider, and a browser with a jar for its cookie. */
const makeInsight = (options: Partial<MockProviderOptions> = {}) => {
  const harness = makeHarness({ issuer: base, ...options })
  const routes = insightRoutes(harness.provider, base, ["provider.example"])
  let cookie: string | undefined
  const send = async (method: string, url: string, headers: Record<string, string> = {}, body = "") => {
    const route = routes.find((each) => url.startsWith(each.url))
    const given = route?.handle({ method, url, headers: { host: "127.0.0.1:9096", ...headers }, body })
    const answer = given?._tag === "Deferred" ? await given.settled : given
    if (answer?._tag !== "Response") throw new Error("No response")
    cookie = answer.headers["set-cookie"]?.replace(/;.*$/s, "") ?? cookie
    return answer
  }
  const visit = (path: string, headers = {}) =>
    send("GET", base + path, { ...(cookie === undefined ? {} : { cookie }), ...headers })
  const submit = async (pairs: Pairs, headers = {}) => {
    const { body } = await visit("/_debugger")
    const proof = /name="proof" value="([^"]*)"/.exec(body)?.[1]
    const own = { ...formHeaders, ...(cookie === undefined ? {} : { cookie }), origin: base, ...headers }
    return send("POST", `${base}/_debugger`, own, form({ proof, ...pairs }))
  }
  return { ...harness, send, visit, submit }
}

describe("the journal's page", () => {
  it("escapes what clients write", async () => {
    const { authorize, visit } = makeInsight()
    authorize({ client_id: "<script>alert(1)</script>" })
    const { body } = await visit("/_journal")
    expect(body).not.toContain("<script>alert")
    expect(body).toContain("&#60;script&#62;alert(1)")
  })

  it("shows no more than was asked for", async () => {
    const { authorize, visit } = makeInsight()
    authorize()
    expect((await visit("/_journal?endpoint=token")).body).not.toContain("GET authorize")
    expect((await visit("/_journal?after=1")).body).not.toContain("GET authorize")
    expect((await visit("/_journal?refused=only")).body).not.toContain("GET authorize")
    expect((await visit("/_journal")).body).toContain("GET authorize")
  })

  it("lets nothing run but its own script", async () => {
    const { headers } = await makeInsight().visit("/_journal")
    expect(headers["content-security-policy"]).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; connect-src 'self'; base-uri/
    )
  })
})

describe("the pages that look into a provider", () => {
  it("lead to each other", async () => {
    const { visit } = makeInsight()
    expect((await visit("/_journal")).body).toContain('<a href="_debugger">')
    expect((await visit("/_debugger")).body).toContain('<a href="_journal">')
  })

  it.each(["/_journal", "/_debugger"])(
    "%s answers under names that nobody else can point here",
    async (path) => {
      const { visit } = makeInsight()
      for (const host of ["localhost:9096", "[::1]:9096", "provider.example"]) {
        expect((await visit(path, { host })).status).toBe(200)
      }
      expect((await visit(path, { host: "rebound.example" })).status).toBe(403)
    }
  )

  it("takes no form that another site has sent", async () => {
    const { provider, submit } = makeInsight()
    const forged = { action: "start", proof: "x" }
    expect((await submit(forged)).status).toBe(403)
    expect((await submit({ action: "start" }, { origin: "https://evil.example" })).status).toBe(403)
    expect(provider.clients.map(({ clientId }) => clientId)).not.toContain("debugger")
  })
})

describe("the debugger", () => {
  it("registers its client when a flow is started, and forgets the oldest of many flows", async () => {
    const { provider, submit, visit } = makeInsight()
    const first = new URL(text((await submit({ action: "start" })).headers["location"]))
    for (let count = 0; count < 50; count++) await submit({ action: "start" })
    expect(provider.clients.map(({ clientId }) => clientId)).toContain("debugger")
    expect((await visit(first.pathname + first.search)).status).toBe(404)
  })

  it("shows what the provider refused, and continues", async () => {
    const { callback, submit, visit } = makeInsight({ consent: "deny" })
    const started = new URL(text((await submit({ action: "start", scope: "read" })).headers["location"]))
    const page = (await visit(started.pathname + started.search)).body
    const state = text(started.searchParams.get("flow"))
    expect(page).toContain("code_challenge_method")
    const brought = callback({ client_id: "debugger", redirect_uri: `${base}/_debugger/callback`, state })
    await visit(`/_debugger/callback?${brought}`)
    const after = (await visit(`/_debugger?flow=${state}`)).body
    expect(after).toContain("access_denied")
    expect(after).not.toContain("Exchange the code")
  })
})
