import { readFileSync } from "node:fs"
import { OpenApi } from "effect/http-api"
import { describe, expect, it, onTestFinished } from "vitest"
import { ControlApi } from "../../src/control/ControlApi.ts"
import { MockProvider } from "../../src/index.ts"
import { serve } from "../../src/node/index.ts"
import { challenged, form, formHeaders, fullClient, redirectUri, text } from "../Harness.ts"
import { startControlled } from "./control.ts"

const askToken = (url: string, client: { clientId: string; clientSecret: string }) =>
  fetch(`${url}/token`, {
    method: "POST",
    headers: formHeaders,
    body: form({
      grant_type: "client_credentials",
      client_id: client.clientId,
      client_secret: client.clientSecret
    })
  })

describe("the control API", () => {
  it("describes the provider without secrets", async () => {
    const { provider, send, url } = await startControlled()
    const { body, headers, status } = await send("GET", "")
    expect(status).toBe(200)
    expect(headers.get("cache-control")).toBe("no-store")
    expect(body).toMatchObject({
      issuer: url,
      endpoints: provider.endpoints,
      pages: provider.pages,
      users: [{ subject: "user-1" }],
      now: provider.now(),
      journalLength: 0
    })
    expect(body.clients).toContainEqual({
      clientId: fullClient.clientId,
      authentication: ["client_secret_post"],
      redirectUris: [redirectUri],
      scopes: fullClient.scopes,
      grantTypes: fullClient.grantTypes
    })
    expect(JSON.stringify(body)).not.toContain(fullClient.clientSecret)
  })

  it("registers clients, who may then ask", async () => {
    const { send, url } = await startControlled()
    const client = { clientId: "new", clientSecret: "hush-hush", grantTypes: ["client_credentials"] }
    const { body, status } = await send("POST", "/clients", client)
    expect(status).toBe(201)
    expect(body).toEqual({
      clientId: "new",
      authentication: ["client_secret_basic", "client_secret_post"],
      redirectUris: [],
      scopes: null,
      grantTypes: ["client_credentials"]
    })
    expect((await askToken(url, client)).status).toBe(200)
  })

  it("registers users, and consent may name them", async () => {
    const { provider, send } = await startControlled()
    expect((await send("POST", "/users", { subject: "ada", claims: { name: "Ada" } })).body).toEqual({
      subject: "ada",
      claims: { name: "Ada" }
    })
    const rules = [
      { clientId: "full-client", decision: { _tag: "Approve", subject: "ada" } },
      { decision: { _tag: "Deny" } }
    ]
    expect((await send("PUT", "/consent", rules)).status).toBe(204)
    const authorize = async (client_id: string) => {
      const query = form({ response_type: "code", client_id, redirect_uri: redirectUri, ...challenged })
      const response = await fetch(`${provider.endpoints.authorize}?${query}`, { redirect: "manual" })
      return new URL(text(response.headers.get("location"))).searchParams
    }
    expect((await authorize("full-client")).has("code")).toBe(true)
    expect((await authorize("public-client")).get("error")).toBe("access_denied")
  })

  it("plans faults", async () => {
    const { send, url } = await startControlled()
    const plan = [{ match: { endpoint: "token" }, nth: 1, action: { _tag: "Status", status: 503 } }]
    expect((await send("PUT", "/faults", plan)).status).toBe(204)
    expect([(await askToken(url, fullClient)).status, (await askToken(url, fullClient)).status]).toEqual([
      503, 200
    ])
  })

  it("refuses JSON that is nested deeper than anybody writes, and continues", async () => {
    const { send } = await startControlled()
    const nest = (depth: number): unknown => JSON.parse(`${"[".repeat(depth)}${"]".repeat(depth)}`)
    const deep = await send("POST", "/users", { subject: "deep", claims: { x: nest(1000) } })
    expect([deep.status, deep.body.message]).toEqual([400, "The body is nested more than 100 deep."])
    const text = await send("POST", "/users", {
      subject: "text",
      claims: { x: "[".repeat(1000), y: nest(50) }
    })
    expect(text.status).toBe(201)
    expect((await send("GET", "")).status).toBe(200)
  })

  it("makes grants without a flow, and says what is wrong with one", async () => {
    const { provider, send } = await startControlled()
    const { body, status } = await send("POST", "/tokens", {
      clientId: fullClient.clientId,
      accessToken: "known"
    })
    expect([status, body.accessToken, provider.isLive("known")]).toEqual([201, "known", true])
    const wrong = await send("POST", "/tokens", { clientId: "nobody" })
    expect([wrong.status, wrong.body._tag]).toEqual([400, "InvalidRequest"])
    expect(wrong.body.message).toContain("grant.clientId: expected one of")
  })

  it("says who is signed in", async () => {
    const { provider, send } = await startControlled()
    expect((await send("PUT", "/signed-in", [])).status).toBe(204)
    const query = "response_type=code&prompt=none"
    const answer = await provider.answer({
      method: "GET",
      url: `${provider.endpoints.authorize}?${query}&client_id=${encodeURIComponent(fullClient.clientId)}`,
      headers: {},
      body: ""
    })
    expect(JSON.stringify(answer)).toContain("login_required")
    expect((await send("PUT", "/signed-in", ["nobody"])).status).toBe(400)
  })

  it("moves time", async () => {
    const { provider, send, url } = await startControlled()
    const { access_token } = await (await askToken(url, fullClient)).json()
    const before = provider.now()
    expect((await send("POST", "/time", { seconds: 3600 })).body).toEqual({ now: before + 3_600_000 })
    expect(provider.isLive(access_token)).toBe(false)
  })

  it("makes another key sign", async () => {
    const { provider, send } = await startControlled()
    const keys = async () => (await (await fetch(text(provider.endpoints.jwks))).json()).keys
    const [first] = await keys()
    expect((await send("POST", "/keys", { published: "both" })).status).toBe(204)
    expect(await keys()).toEqual([expect.anything(), first])
    expect((await send("POST", "/keys", {})).status).toBe(204)
    expect(await keys()).not.toContainEqual(first)
  })

  it("decides what the consent page asks, once", async () => {
    const { provider, send } = await startControlled()
    await send("PUT", "/consent", "ask")
    const query = form({
      response_type: "code",
      client_id: "public-client",
      redirect_uri: redirectUri,
      state: "s",
      ...challenged
    })
    const asked = await fetch(`${provider.endpoints.authorize}?${query}`, { redirect: "manual" })
    const consent = text(new URL(text(asked.headers.get("location"))).searchParams.get("consent"))
    const decided = await send("POST", "/consents", { consent, decision: { _tag: "Approve" } })
    expect(decided.body.location).toMatch(new RegExp(`^${redirectUri}\\?code=[\\w-]{43}&state=s`))
    const again = await send("POST", "/consents", { consent, decision: { _tag: "Approve" } })
    expect([again.status, again.body._tag]).toEqual([404, "NotFound"])
  })

  it("decides for devices", async () => {
    const { provider, send } = await startControlled()
    await send("PUT", "/consent", "ask")
    const body = form({ client_id: fullClient.clientId, client_secret: fullClient.clientSecret })
    const asked = await fetch(text(provider.endpoints.deviceAuthorization), {
      method: "POST",
      headers: formHeaders,
      body
    })
    const { device_code, user_code } = await asked.json()
    expect((await send("POST", "/devices", { userCode: user_code, decision: { _tag: "Deny" } })).status).toBe(
      204
    )
    expect((await send("POST", "/devices", { userCode: user_code, decision: { _tag: "Deny" } })).status).toBe(
      404
    )
    const grant = "urn:ietf:params:oauth:grant-type:device_code"
    const polled = await fetch(provider.endpoints.token, {
      method: "POST",
      headers: formHeaders,
      body: `${body}&${form({ grant_type: grant, device_code })}`
    })
    expect(await polled.json()).toMatchObject({ error: "access_denied" })
  })

  it("lists the journal as far as it is asked for, and empties it", async () => {
    const { provider, send, url } = await startControlled()
    await askToken(url, fullClient)
    await fetch(text(provider.endpoints.metadata))
    await askToken(url, fullClient)
    const all = (await send("GET", "/journal")).body
    expect([all.length, all.exchanges.map(({ number }: { number: number }) => number)]).toEqual([
      3,
      [1, 2, 3]
    ])
    const { body } = await send("GET", "/journal?endpoint=token&after=1")
    expect(body.exchanges).toEqual([
      {
        number: 3,
        at: provider.now(),
        endpoint: "token",
        method: "POST",
        parameters: {
          grant_type: "client_credentials",
          client_id: fullClient.clientId,
          client_secret: "<redacted>"
        },
        query: {},
        authentication: { method: "client_secret_post", clientId: fullClient.clientId },
        status: 200,
        rule: null,
        fault: null,
        events: ["TokensIssued"]
      }
    ])
    expect((await send("DELETE", "/journal")).status).toBe(204)
    expect((await send("GET", "/journal")).body).toEqual({ length: 0, exchanges: [] })
  })

  it("shows secrets only when told to, by name", async () => {
    const { send, url } = await startControlled()
    const { access_token } = await (await askToken(url, fullClient)).json()
    const hidden = JSON.stringify(await send("GET", "/journal"))
    const shown = (await send("GET", "/journal?unsafeShowSecrets=true")).body.exchanges[0]
    for (const secret of [
      fullClient.clientSecret,
      encodeURIComponent(fullClient.clientSecret),
      access_token
    ]) {
      expect(hidden).not.toContain(secret)
    }
    expect(shown.parameters.client_secret).toBe(fullClient.clientSecret)
    expect(JSON.parse(shown.answer.body).access_token).toBe(access_token)
    expect(shown.request.body).toContain(form({ client_secret: fullClient.clientSecret }))
  })

  it("resets the provider to how it was started", async () => {
    const { provider, send } = await startControlled()
    await send("POST", "/clients", { clientId: "new" })
    await send("PUT", "/consent", "deny")
    expect((await send("POST", "/reset", {})).status).toBe(204)
    expect(provider.clients.map(({ clientId }) => clientId)).not.toContain("new")
    expect(provider.journal).toEqual([])
  })

  it.each([
    [
      "POST",
      "/clients",
      { clientID: "x" },
      /^The body is not valid: clientID: not known here, but clientId, .*\nclientId: missing$/
    ],
    ["POST", "/clients", { clientId: "x", redirectUris: ["/cb"] }, /expected an absolute redirect URI/],
    ["POST", "/users", { subject: "" }, /^The body is not valid: subject: /],
    ["POST", "/time", { seconds: -1 }, /^The body is not valid: seconds: /],
    ["PUT", "/faults", { action: {} }, /^The body is not valid: expected array$/],
    ["PUT", "/consent", "perhaps", /^The body is not valid: expected "approve" \| "deny" \| "ask"$/],
    [
      "GET",
      "/journal?endpoint=nowhere",
      undefined,
      /^The query is not valid: endpoint: expected "authorize"/
    ],
    ["GET", "/journal?showSecrets=true", undefined, /^The query is not valid: showSecrets: not known here/]
  ])("says what is wrong with %s %s", async (method, path, body, message) => {
    const { send } = await startControlled()
    const { body: told, status } = await send(method, path, body)
    expect([status, told]).toEqual([400, { _tag: "InvalidRequest", message: expect.stringMatching(message) }])
  })

  it("says that it wants JSON", async () => {
    const { send } = await startControlled()
    const told = await send("POST", "/reset", {}, { "content-type": "text/plain" })
    expect(told).toMatchObject({
      status: 415,
      body: { _tag: "NotJson", message: "Send JSON, and say so: content-type: application/json." }
    })
  })

  it("says what there is, where there is nothing", async () => {
    const { send } = await startControlled()
    for (const [method, path] of [
      ["GET", "/nothing"],
      ["PATCH", "/clients"]
    ] as const) {
      const { body, status } = await send(method, path)
      expect(status).toBe(404)
      expect(body.message).toContain(`has no ${method} ${path}. It has GET /, POST /clients,`)
    }
  })

  it("is there for each of several providers, and changes its own only", async () => {
    const make = (issuer: string) => MockProvider.make({ issuer, clients: [] })
    const server = await serve((url) => [make(`${url}/one`), make(`${url}/other`)], { control: true })
    onTestFinished(server.close)
    const [one, other] = server.served
    expect(server.control).toEqual([`${one?.issuer}/_control`, `${other?.issuer}/_control`])
    const headers = { "content-type": "application/json" }
    const body = JSON.stringify({ subject: "ada" })
    await fetch(`${server.control[1]}/users`, { method: "POST", headers, body })
    expect([one, other].map((provider) => provider?.users.length)).toEqual([1, 2])
  })

  it("may have a port of its own", async () => {
    const { base, send, url } = await startControlled({ control: { port: 0 } })
    expect(base).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/_control$/)
    expect(base.startsWith(url)).toBe(false)
    expect((await send("GET", "")).status).toBe(200)
    expect((await fetch(`${url}/_control`)).status).toBe(404)
    expect((await fetch(`${base}ler`)).status).toBe(404)
    expect(await (await fetch(`${base}ler`)).json()).toMatchObject({ error: "not_found" })
  })

  it("is not there unless it is asked for", async () => {
    const { url } = await startControlled({ control: false })
    expect((await fetch(`${url}/_control`)).status).toBe(404)
  })

  it("describes itself in OpenAPI, as published", async () => {
    const { base } = await startControlled()
    const published = readFileSync(new URL("../../schema/control.openapi.json", import.meta.url), "utf8")
    const spec = JSON.parse(JSON.stringify(OpenApi.fromApi(ControlApi)))
    expect(JSON.parse(published)).toEqual(spec)
    expect(await (await fetch(`${base}/openapi.json`)).json()).toEqual(spec)
  })
})
