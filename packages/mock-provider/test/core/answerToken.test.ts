import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { ClientOptions } from "../../src/index.ts"
import {
  basic,
  basicClient,
  form,
  formHeaders,
  makeHarness,
  parse,
  postClient,
  publicClient,
  redirectUri
} from "../Harness.ts"
import { verifier } from "../Harness.ts"

const authenticated: ReadonlyArray<[string, ClientOptions]> = [
  ["client_secret_basic", basicClient],
  ["client_secret_post", postClient],
  ["none", publicClient]
]

describe("the token endpoint", () => {
  it.each(authenticated)("serves a client registered for %s", (_method, client) => {
    const { codeFor, exchange } = makeHarness()
    const response = exchange(client, codeFor(client))
    expect(response.status).toBe(200)
    expect(response.headers).toMatchObject({
      "content-type": "application/json",
      "cache-control": "no-store",
      pragma: "no-cache"
    })
    expect(parse(response)).toMatchObject({ token_type: "Bearer", expires_in: 3600 })
  })

  it.each(authenticated)("refuses a client registered for %s in every other way", (method, client) => {
    const secret = client.clientSecret === undefined ? "any" : `${client.clientSecret}`
    for (const authentication of ["client_secret_basic", "client_secret_post", "none"] as const) {
      const { codeFor, exchange, rule } = makeHarness()
      const response = exchange({ ...client, clientSecret: secret, authentication }, codeFor(client))
      expect(rule()).toBe(authentication === method ? undefined : "client-method")
      expect(response.status).toBe(authentication === method ? 200 : 401)
    }
  })

  it("lets a client use any one method of several that it is registered for", () => {
    const both = { ...postClient, authentication: ["client_secret_basic", "client_secret_post"] } as const
    for (const authentication of both.authentication) {
      const { codeFor, exchange } = makeHarness({ clients: [both] })
      expect(exchange({ ...both, authentication }, codeFor(both)).status).toBe(200)
    }
  })

  it("authenticates any id and secret by Basic and in the body, and never a secret that differs", () => {
    const anyText = fc.string({ unit: "grapheme", minLength: 1 })
    const methods = fc.constantFrom("client_secret_basic" as const, "client_secret_post" as const)
    const change = fc.constantFrom<(secret: string) => string>(
      (secret) => secret.slice(0, -1),
      (secret) => secret.slice(1),
      (secret) => `${secret}x`,
      (secret) => secret.toUpperCase(),
      () => "another"
    )
    fc.assert(
      fc.property(anyText, anyText, change, methods, (clientId, clientSecret, wrong, authentication) => {
        const other = wrong(clientSecret)
        const client = { clientId, clientSecret, authentication, redirectUris: [redirectUri] }
        const { codeFor, exchange, rule } = makeHarness({ clients: [client] })
        const code = codeFor(client)
        if (other !== clientSecret && other !== "" && other.isWellFormed()) {
          expect(exchange({ ...client, clientSecret: other }, code).status).toBe(401)
          expect(rule()).toBe("client-secret")
        }
        expect(exchange(client, code).status).toBe(200)
      })
    )
  })

  it("answers a failed authentication with 401 and WWW-Authenticate", () => {
    const { provider, send } = makeHarness()
    const headers = { ...formHeaders, authorization: basic(basicClient.clientId, "wrong") }
    const response = send("POST", provider.endpoints.token, headers, "grant_type=refresh_token")
    expect(response.status).toBe(401)
    expect(response.headers["www-authenticate"]).toMatch(/^Basic realm="/)
    expect(parse(response)["error"]).toBe("invalid_client")
  })

  it("names the method that it serves", () => {
    const { provider, send } = makeHarness()
    const response = send("DELETE", provider.endpoints.token)
    expect(response.status).toBe(405)
    expect(response.headers["allow"]).toBe("POST")
  })

  it("takes the id in the body beside Basic, if it is the same", () => {
    const { codeFor, exchange } = makeHarness()
    expect(exchange(basicClient, codeFor(basicClient), { client_id: basicClient.clientId }).status).toBe(200)
  })

  it.each([
    "application/x-www-form-urlencoded; charset=utf-8",
    "Application/X-WWW-Form-Urlencoded",
    " application/x-www-form-urlencoded ;charset=UTF-8"
  ])("takes a form as %j", (contentType) => {
    const { provider, rule, send } = makeHarness()
    send("POST", provider.endpoints.token, { "Content-Type": contentType }, "client_id=public-client")
    expect(rule()).toBe("grant-type-missing")
  })

  it.each(["application/x-www-form-urlencoded-not", "text/plain", "multipart/form-data; boundary=x", ""])(
    "does not take a body as %j",
    (contentType) => {
      const { provider, rule, send } = makeHarness()
      send("POST", provider.endpoints.token, { "content-type": contentType }, "client_id=public-client")
      expect(rule()).toBe("form-body")
    }
  )

  it("gives the same answer for any order of the parameters", () => {
    const names = [
      "grant_type",
      "code",
      "redirect_uri",
      "code_verifier",
      "client_id",
      "client_secret",
      "unknown"
    ]
    fc.assert(
      fc.property(fc.shuffledSubarray(names, { minLength: names.length }), (order) => {
        const { codeFor, provider, send } = makeHarness()
        const pairs: Record<string, string> = {
          grant_type: "authorization_code",
          code: codeFor(postClient),
          redirect_uri: redirectUri,
          code_verifier: verifier,
          client_id: postClient.clientId,
          client_secret: postClient.clientSecret,
          unknown: "ignored"
        }
        const body = form(Object.fromEntries(order.map((name) => [name, pairs[name]])))
        expect(send("POST", provider.endpoints.token, formHeaders, body).status).toBe(200)
      })
    )
  })

  it.each([
    "client_id",
    "code",
    "code_verifier",
    "device_code",
    "grant_type",
    "redirect_uri",
    "refresh_token",
    "scope",
    "token"
  ])("takes no %s from the URL", (name) => {
    for (const endpoint of ["token", "revoke", "introspect"] as const) {
      const { rule, send, urlOf } = makeHarness()
      send("POST", `${urlOf(endpoint)}?${name}=x`, formHeaders, "client_id=public-client")
      expect(rule()).toBe("parameter-in-url")
    }
  })

  it("refuses any parameter that occurs twice", () => {
    const names = ["grant_type", "code", "redirect_uri", "code_verifier", "client_id", "scope", "made_up"]
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.constantFrom("", "x"), (name, value) => {
        const { provider, rule, send } = makeHarness()
        send(
          "POST",
          provider.endpoints.token,
          formHeaders,
          `${name}=x&client_id=public-client&${name}=${value}`
        )
        expect(rule()).toBe("duplicate-parameter")
      })
    )
  })
})
