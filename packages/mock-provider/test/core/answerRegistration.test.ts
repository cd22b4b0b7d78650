import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { form, formHeaders, makeHarness, parse, redirectUri, text } from "../Harness.ts"

const asJson = { "content-type": "application/json; charset=utf-8" }
const metadata = {
  redirect_uris: [redirectUri],
  client_name: "An app",
  grant_types: ["authorization_code", "refresh_token"]
}

const makeRegistering = (registration: "open" | { initialAccessToken: string } = "open") => {
  const harness = makeHarness({ registration })
  const register = (members: object, headers = {}) =>
    harness.send("POST", harness.urlOf("registration"), { ...asJson, ...headers }, JSON.stringify(members))
  const manage = (method: string, registered: Record<string, unknown>, body?: object, token?: string) => {
    const authorization = `Bearer ${token ?? text(registered["registration_access_token"])}`
    const url = text(registered["registration_client_uri"])
    return harness.send(
      method,
      url,
      { ...asJson, authorization },
      body === undefined ? "" : JSON.stringify(body)
    )
  }
  return { ...harness, register, manage }
}

describe("a client that registers itself", () => {
  it("gets an id and a secret with which it links an account", () => {
    const { callback, register, send, urlOf } = makeRegistering()
    const response = register(metadata)
    const registered = parse(response)
    expect([response.status, response.headers["cache-control"]]).toEqual([201, "no-store"])
    expect(registered).toMatchObject({
      ...metadata,
      token_endpoint_auth_method: "client_secret_basic",
      client_secret_expires_at: 0,
      client_id_issued_at: 1_700_000_000
    })
    const clientId = text(registered["client_id"])
    const pkce = { code_challenge: undefined, code_challenge_method: undefined }
    const code = callback({ client_id: clientId, ...pkce }).get("code") ?? ""
    const authorization = `Basic ${btoa(`${clientId}:${text(registered["client_secret"])}`)}`
    const body = form({ grant_type: "authorization_code", code, redirect_uri: redirectUri })
    expect(parse(send("POST", urlOf("token"), { ...formHeaders, authorization }, body))).toHaveProperty(
      "refresh_token"
    )
  })

  it("is public, and has no secret, where it says so", () => {
    const registered = parse(makeRegistering().register({ ...metadata, token_endpoint_auth_method: "none" }))
    expect(registered).not.toHaveProperty("client_secret")
  })

  it("needs the initial access token where there is one", () => {
    const { register } = makeRegistering({ initialAccessToken: "let-me-in" })
    expect(register(metadata).status).toBe(401)
    expect(register(metadata, { authorization: "Bearer let-me-in" }).status).toBe(201)
  })

  it("reads, changes and deletes its registration with its own token", () => {
    const { authorize, manage, register } = makeRegistering()
    const registered = parse(register(metadata))
    expect(parse(manage("GET", registered))).toEqual(registered)
    expect(manage("GET", registered, undefined, "wrong").status).toBe(401)
    const client_id = text(registered["client_id"])
    const redirect_uris = ["https://other.test/cb"]
    expect(parse(manage("PUT", registered, { ...metadata, client_id, redirect_uris }))).toMatchObject({
      redirect_uris
    })
    expect(manage("DELETE", registered).status).toBe(204)
    expect(manage("GET", registered).status).toBe(401)
    expect(authorize({ client_id }).status).toBe(400)
  })

  it("is in discovery, and nowhere without the option", () => {
    const { send, urlOf } = makeRegistering()
    expect(parse(send("GET", urlOf("metadata")))["registration_endpoint"]).toBe(urlOf("registration"))
    expect(parse(makeHarness().send("GET", urlOf("metadata")))).not.toHaveProperty("registration_endpoint")
    expect(makeHarness().send("POST", urlOf("registration")).status).toBe(404)
  })

  it("is answered by name, whatever it sends, and nested ever so deep", () => {
    const { provider, send, urlOf } = makeRegistering()
    const deep = `{"redirect_uris":["https://a.test/"],"x":${"[".repeat(20_000)}${"]".repeat(20_000)}}`
    expect(send("POST", urlOf("registration"), asJson, deep).status).toBe(201)
    fc.assert(
      fc.property(fc.jsonValue(), (body) => {
        const { status } = send("POST", urlOf("registration"), asJson, JSON.stringify(body))
        expect(status === 201 || provider.journal.at(-1)?.rule !== undefined).toBe(true)
      })
    )
  })

  it("is forgotten after a reset", () => {
    const { manage, provider, register } = makeRegistering()
    const registered = parse(register(metadata))
    provider.reset()
    expect(manage("GET", registered).status).toBe(401)
    expect(provider.clients.some(({ clientId }) => clientId === registered["client_id"])).toBe(false)
  })
})
