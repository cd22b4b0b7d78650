import { describe, expect, it } from "vitest"
import {
  basicClient,
  challenge,
  form,
  formHeaders,
  makeHarness,
  parse,
  redirectUri,
  text
} from "../Harness.ts"

const asked = {
  response_type: "code",
  redirect_uri: redirectUri,
  state: "pushed state",
  code_challenge: challenge,
  code_challenge_method: "S256"
}

const push = () => {
  const harness = makeHarness({ require: { pushedAuthorization: true } })
  const response = harness.post("pushedAuthorization", basicClient, asked)
  const uri = text(parse(response)["request_uri"])
  const visit = () => {
    const query = form({ client_id: basicClient.clientId, request_uri: uri, state: "not this one" })
    return harness.send("GET", `${harness.urlOf("authorize")}?${query}`)
  }
  return { ...harness, response, uri, visit }
}

describe("a pushed authorization request", () => {
  it("is kept under a URI, and answered by it", () => {
    const { exchange, response, uri, visit } = push()
    expect(response.status).toBe(201)
    expect(parse(response)["expires_in"]).toBe(60)
    expect(uri).toMatch(/^urn:ietf:params:oauth:request_uri:/)
    const callback = new URL(text(visit().headers["location"])).searchParams
    expect(callback.get("state")).toBe("pushed state")
    expect(exchange(basicClient, text(callback.get("code"))).status).toBe(200)
  })

  it("is answered by a form too", () => {
    const { send, uri, urlOf } = push()
    const body = form({ client_id: basicClient.clientId, request_uri: uri })
    const { headers } = send("POST", urlOf("authorize"), formHeaders, body)
    expect(new URL(text(headers["location"])).searchParams.has("code")).toBe(true)
  })

  it("works once", () => {
    const { rule, visit } = push()
    visit()
    expect(visit().status).toBe(400)
    expect(rule()).toBe("request-uri-unknown")
  })

  it("is refused at once when an authorization request like it would be", () => {
    const { post, rule } = push()
    expect(
      post("pushedAuthorization", basicClient, { ...asked, redirect_uri: "https://evil.example/" }).status
    ).toBe(400)
    expect(rule()).toBe("redirect-uri-unregistered")
    post("pushedAuthorization", basicClient, { ...asked, response_type: "token" })
    expect(rule()).toBe("response-type-unsupported")
  })

  it("is taken by one request_uri only, without a secret", () => {
    const { rule, send, uri, urlOf, visit } = push()
    const query = form({ client_id: basicClient.clientId, request_uri: uri })
    send("GET", `${urlOf("authorize")}?${query}&request_uri=urn:x`)
    expect(rule()).toBe("duplicate-parameter")
    expect(new URL(text(visit().headers["location"])).searchParams.has("code")).toBe(true)
    const other = push()
    const secret = form({ client_id: basicClient.clientId, request_uri: other.uri, client_secret: "hush" })
    other.send("GET", `${other.urlOf("authorize")}?${secret}`)
    expect(other.rule()).toBe("secret-in-url")
  })

  it("takes an empty client_id for one that is left out, where Basic names the client", () => {
    const { post } = push()
    expect(post("pushedAuthorization", basicClient, { ...asked, client_id: "" }).status).toBe(201)
  })

  it("holds no client secret", () => {
    const { provider } = push()
    expect(JSON.stringify(provider.journal)).not.toContain(basicClient.clientSecret)
  })
})
