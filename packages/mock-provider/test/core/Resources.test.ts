import { decodeJwt } from "jose"
import { describe, expect, it } from "vitest"
import { makeSigning } from "../SigningHarness.ts"
import {
  basicClient,
  credentials,
  form,
  formHeaders,
  makeHarness,
  parse,
  redirectUri,
  text,
  verifier
} from "../Harness.ts"

const one = "https://a.test/mcp"
const other = "https://b.test/"
const resources = [one, other]

describe("a resource that is named (RFC 8707)", () => {
  it("becomes the audience of the access token, and of its introspection", async () => {
    const harness = makeSigning({ resources, accessTokens: { format: "jwt", algorithm: "ES256" } })
    const tokens = await harness.link({ resource: one })
    expect(decodeJwt(text(tokens["access_token"])).aud).toBe(one)
    const opaque = makeHarness({ resources })
    const { access_token } = parse(
      opaque.exchange(basicClient, opaque.codeFor(basicClient, { resource: one }))
    )
    const { headers } = credentials(basicClient)
    const asked = form({ token: text(access_token) })
    const answer = opaque.send("POST", opaque.urlOf("introspect"), { ...formHeaders, ...headers }, asked)
    expect(parse(answer)).toMatchObject({ active: true, aud: one })
  })

  it("may be one of several of the grant, at the exchange and at each refresh", () => {
    const { callback, provider, send, token, urlOf } = makeHarness({ resources })
    expect(callback().get("code")).toEqual(expect.any(String))
    const query = `${form({ response_type: "code", client_id: basicClient.clientId, redirect_uri: redirectUri })}&resource=${encodeURIComponent(one)}&resource=${encodeURIComponent(other)}`
    const { headers } = send("GET", `${urlOf("authorize")}?${query}`)
    const code = new URL(text(headers["location"])).searchParams.get("code") ?? ""
    const exchange = { grant_type: "authorization_code", code, redirect_uri: redirectUri }
    const { refresh_token } = parse(token(basicClient, { ...exchange, resource: one }))
    const refresh = { grant_type: "refresh_token", refresh_token: text(refresh_token) }
    expect(parse(token(basicClient, { ...refresh, resource: "https://b.test" }))).toHaveProperty(
      "access_token"
    )
    expect(provider.journal.at(-1)?.rule).toBeUndefined()
  })

  it("does not spend a code that asks for too much", () => {
    const { codeFor, token } = makeHarness({ resources })
    const exchange = {
      grant_type: "authorization_code",
      code: codeFor(basicClient, { resource: one }),
      redirect_uri: redirectUri,
      code_verifier: verifier
    }
    expect(parse(token(basicClient, { ...exchange, resource: other }))["error"]).toBe("invalid_target")
    expect(parse(token(basicClient, exchange))).toHaveProperty("access_token")
  })

  it("is ignored where that is allowed", () => {
    const { callback } = makeHarness({ allow: { ignoredResource: true } })
    expect(callback({ resource: "whatever" }).has("code")).toBe(true)
  })
})

describe("the resource endpoint", () => {
  it("says where its metadata is, which says who gives its tokens (RFC 9728)", () => {
    const { provider, send, urlOf } = makeHarness()
    const url = "https://provider.test/.well-known/oauth-protected-resource/resource"
    expect(send("GET", urlOf("resource")).headers["www-authenticate"]).toBe(
      `Bearer realm="resource", resource_metadata="${url}"`
    )
    expect(parse(send("GET", url))).toMatchObject({
      resource: provider.endpoints.resource,
      authorization_servers: [provider.issuer],
      bearer_methods_supported: ["header", "body"]
    })
    expect(parse(send("GET", urlOf("metadata")))["protected_resources"]).toEqual([
      provider.endpoints.resource
    ])
  })

  it("takes a token for it, and one for nothing in particular", () => {
    const { codeFor, exchange, link, send, urlOf } = makeHarness()
    const named = parse(exchange(basicClient, codeFor(basicClient, { resource: urlOf("resource") })))
    for (const token of [named["access_token"], link(basicClient)["access_token"]]) {
      expect(send("GET", urlOf("resource"), { authorization: `Bearer ${text(token)}` }).status).toBe(200)
    }
  })
})
