import { describe, expect, it } from "vitest"
import type { ClientOptions, Deviations } from "../../src/index.ts"
import {
  basicClient,
  form,
  formHeaders,
  makeHarness,
  parse,
  postClient,
  redirectUri,
  text
} from "../Harness.ts"

const client: ClientOptions = { ...postClient, scopes: ["read", "write"] }
const harness = (deviations: Deviations) => makeHarness({ clients: [client, basicClient], deviations })
const json = { "content-type": "application/json; charset=utf-8" }
const secret = { client_id: client.clientId, client_secret: postClient.clientSecret }

describe("a provider whose requests differ", () => {
  it("reads JSON bodies, and only them where forms are not listed", () => {
    const { codeFor, rule, send, token, urlOf } = harness({ request: { bodyFormats: ["json"] } })
    const exchange = {
      ...secret,
      grant_type: "authorization_code",
      code: codeFor(client, { code_challenge: undefined, code_challenge_method: undefined }),
      redirect_uri: redirectUri
    }
    expect(send("POST", urlOf("token"), json, JSON.stringify(exchange)).status).toBe(200)
    token(client, exchange)
    expect(rule()).toBe("form-body")
    for (const body of ["", "{", "[]", "null", '{"code":{}}']) {
      send("POST", urlOf("token"), json, body)
      expect(rule()).not.toBeUndefined()
    }
  })

  it("has its own name of a parameter, and does not know the standard one", () => {
    const { rule, send, token, urlOf } = harness({ request: { parameterNames: { client_id: "client_key" } } })
    const grant = { grant_type: "refresh_token", refresh_token: "x" }
    const own = form({ ...grant, client_key: client.clientId, client_secret: postClient.clientSecret })
    send("POST", urlOf("token"), formHeaders, own)
    expect(rule()).toBe("refresh-token-unknown")
    token(client, grant)
    expect(rule()).toBe("client-missing")
  })

  it("separates scopes by commas, and takes a space for a part of a name", () => {
    const { callback, link } = harness({ request: { scopeSeparator: "comma" } })
    expect(link(client, { scope: "read,write" })["scope"]).toBe("read,write")
    expect(callback({ client_id: client.clientId, scope: "read write" }).get("error")).toBe("invalid_scope")
  })

  it("takes token requests in the URL where it reads parameters anywhere", () => {
    const { codeFor, rule, send, urlOf } = harness({ request: { tokenParameters: "anywhere" } })
    const query = form({
      ...secret,
      grant_type: "authorization_code",
      code: codeFor(client, { code_challenge: undefined, code_challenge_method: undefined }),
      redirect_uri: redirectUri
    })
    expect(send("GET", `${urlOf("token")}?${query}`).status).toBe(200)
    send("POST", `${urlOf("token")}?scope=%zz`, formHeaders, form(secret))
    expect(rule()).toBe("parameter-encoding")
    send("POST", `${urlOf("token")}?scope=a`, formHeaders, `${form(secret)}&scope=b`)
    expect(rule()).toBe("duplicate-parameter")
  })

  it("reads Basic credentials as they are", () => {
    const { rule, send, urlOf } = harness({ request: { basicCredentials: "raw" } })
    const raw = { clientId: "basic", clientSecret: basicClient.clientSecret }
    const other = makeHarness({
      clients: [{ ...basicClient, ...raw }],
      deviations: { request: { basicCredentials: "raw" } }
    })
    const authorization = `Basic ${Buffer.from(`basic:${raw.clientSecret}`).toString("base64")}`
    other.send("POST", other.urlOf("token"), { ...formHeaders, authorization }, "grant_type=refresh_token")
    expect(other.rule()).toBe("refresh-token-missing")
    send("POST", urlOf("token"), { ...formHeaders, authorization: "Basic !" }, "")
    expect(rule()).toBe("basic-syntax")
  })

  it("has a URL of its own for refresh requests", () => {
    const refresh = "https://provider.test/v2/refresh"
    const { provider, rule, send } = makeHarness({
      clients: [client],
      endpoints: { refresh },
      deviations: {
        checkRequest: ({ parameters, url }) =>
          parameters.get("grant_type") === "refresh_token" && url !== refresh
            ? { error: "wrong_url", description: "Refresh elsewhere." }
            : undefined
      }
    })
    const body = form({ ...secret, grant_type: "refresh_token", refresh_token: "x" })
    expect(provider.endpoints.refresh).toBe(refresh)
    send("POST", refresh, formHeaders, body)
    expect(rule()).toBe("refresh-token-unknown")
    send("POST", provider.endpoints.token, formHeaders, body)
    expect(rule()).toBe("provider-rule")
  })

  it("has its own name of a grant", () => {
    const { rule, token } = harness({ request: { grantTypes: { ig_refresh: "refresh_token" } } })
    token(client, { grant_type: "ig_refresh", refresh_token: "x" })
    expect(rule()).toBe("refresh-token-unknown")
  })

  it("rewrites a request by a hook, and keeps in the journal what was sent", () => {
    const { provider, rule, token } = harness({
      request: {
        rewriteRequest: (request, endpoint) =>
          endpoint === "token"
            ? { ...request, body: request.body.replace("renew", "refresh_token") }
            : request
      }
    })
    token(client, { grant_type: "renew", refresh_token: "x" })
    expect(rule()).toBe("refresh-token-unknown")
    expect(provider.journal.at(-1)?.parameters.get("grant_type")).toBe("refresh_token")
  })

  it("asks for more by a hook", () => {
    const { callback, rule, token } = harness({
      checkRequest: ({ endpoint, header }) =>
        endpoint === "token" && header("issuer") === undefined
          ? { error: "missing_issuer", description: "The field issuer is missing." }
          : undefined
    })
    expect(callback({ client_id: client.clientId }).has("code")).toBe(true)
    expect(parse(token(client, { grant_type: "refresh_token" }))).toEqual({
      error: "missing_issuer",
      error_description: "The field issuer is missing."
    })
    expect(rule()).toBe("provider-rule")
  })
})

describe("a provider whose token responses differ", () => {
  it("writes members in its own way", () => {
    const { link } = harness({
      tokenResponse: {
        scope: "array",
        expiresIn: "string",
        tokenType: "bearer",
        memberNames: { expires_in: "expire_in" },
        members: ({ subject }) => ({ user_id: subject ?? null, access_token: "not this" })
      }
    })
    const tokens = link(client, { scope: "read write" })
    expect(tokens).toEqual({
      access_token: expect.any(String),
      refresh_token: expect.any(String),
      token_type: "bearer",
      expire_in: "3600",
      scope: ["read", "write"],
      user_id: "user-1"
    })
    expect(tokens["access_token"]).not.toBe("not this")
  })

  it("leaves members out, and has another status", () => {
    const { codeFor, exchange } = harness({
      tokenResponse: { status: 201, scope: "missing", expiresIn: "missing", tokenType: "missing" },
      givesRefreshToken: ({ authorization }) => authorization?.get("access_type") === "offline"
    })
    const response = exchange(client, codeFor(client))
    expect(response.status).toBe(201)
    expect(Object.keys(parse(response))).toEqual(["access_token"])
    const offline = exchange(client, codeFor(client, { access_type: "offline" }))
    expect(Object.keys(parse(offline)).toSorted()).toEqual(["access_token", "refresh_token"])
  })

  it("nests them by a hook", () => {
    const { link } = harness({ tokenResponse: { write: (members) => ({ status: 0, body: members }) } })
    expect(link(client)).toMatchObject({ status: 0, body: { access_token: expect.any(String) } })
  })

  it("sends a form, or JSON to who accepts it", () => {
    const { codeFor, send, urlOf } = harness({ tokenResponse: { format: "form-unless-json-accepted" } })
    const ask = (headers: Record<string, string>) => {
      const code = codeFor(client, { code_challenge: undefined, code_challenge_method: undefined })
      const pairs = { ...secret, grant_type: "authorization_code", code, redirect_uri: redirectUri }
      return send("POST", urlOf("token"), { ...formHeaders, ...headers }, form(pairs))
    }
    const { body, headers } = ask({})
    expect(new URLSearchParams(body).get("token_type")).toBe("Bearer")
    expect(headers).toEqual({
      "content-type": "application/x-www-form-urlencoded",
      "cache-control": "no-store",
      pragma: "no-cache"
    })
    expect(parse(ask({ accept: "application/json" }))["token_type"]).toBe("Bearer")
    expect(parse(ask({ accept: "text/plain, Application/JSON;q=0.9" }))["token_type"]).toBe("Bearer")
    expect(() => parse(ask({ accept: "*/*" }))).toThrow(SyntaxError)
  })

  it("knows a first consent from a later one", () => {
    const { link } = harness({ givesRefreshToken: ({ isFirstConsent }) => isFirstConsent })
    expect(link(client)).toHaveProperty("refresh_token")
    expect(link(client)).not.toHaveProperty("refresh_token")
    expect(link(basicClient)).toHaveProperty("refresh_token")
  })

  it("leaves a refresh token good where it gives no other for it", () => {
    const { link, refresh } = harness({ givesRefreshToken: ({ grantType }) => grantType !== "refresh_token" })
    const refreshToken = text(link(client)["refresh_token"])
    for (let use = 0; use < 3; use++) {
      const response = refresh(client, refreshToken)
      expect(response.status).toBe(200)
      expect(parse(response)).not.toHaveProperty("refresh_token")
    }
  })
})

describe("a provider whose errors differ", () => {
  it("has its own status and codes, but for the authorization endpoint", () => {
    const { authorize, token } = harness({ error: { status: 200, codes: { "code-unknown": "bad_code" } } })
    const response = token(client, { grant_type: "authorization_code", code: "x" })
    expect(response.status).toBe(200)
    expect(parse(response)["error"]).toBe("bad_code")
    const { headers, status } = authorize({ response_type: "token" })
    expect(status).toBe(302)
    expect(headers["location"]).toContain("error=unsupported_response_type")
    expect(authorize({ client_id: "nobody" }).status).toBe(400)
  })

  it("writes them by a hook, and the journal still names the rule", () => {
    const { rule, token } = harness({
      error: {
        write: ({ error, status }) => ({ status: status + 1, body: { errors: [{ errorType: error }] } })
      }
    })
    const response = token(client, { grant_type: "authorization_code", code: "x" })
    expect(response.status).toBe(401)
    expect(parse(response)).toEqual({ errors: [{ errorType: "invalid_grant" }] })
    expect(rule()).toBe("code-unknown")
  })
})

describe("a provider whose errors differ by rule, by endpoint or by what is accepted", () => {
  const bad = { grant_type: "authorization_code", code: "of nobody", redirect_uri: redirectUri }

  it("has a status of its own for a rule, whatever that of the others is", () => {
    const { token } = harness({ error: { status: 200, statuses: { "code-unknown": 403 } } })
    expect(token(client, bad).status).toBe(403)
    expect(token(client, { ...bad, code: undefined }).status).toBe(200)
  })

  it("adds members, which replace no standard one", () => {
    const { token } = harness({ error: { members: { error: "not this", log_id: "1" } } })
    expect(parse(token(client, bad))).toMatchObject({ error: "invalid_grant", log_id: "1" })
  })

  it("writes errors as forms, unless the request accepts JSON", () => {
    const { send, urlOf } = harness({ error: { format: "form-unless-json-accepted" } })
    const body = form({ ...secret, ...bad })
    const answer = send("POST", urlOf("token"), formHeaders, body)
    expect(answer.headers["content-type"]).toBe("application/x-www-form-urlencoded")
    expect(new URLSearchParams(answer.body).get("error")).toBe("invalid_grant")
    const accepting = send("POST", urlOf("token"), { ...formHeaders, accept: "application/json" }, body)
    expect(parse(accepting)["error"]).toBe("invalid_grant")
  })

  it("keeps the standard errors of the API, which has a shape of its own", () => {
    const standard = harness({ error: { status: 200, members: { ok: false } } })
    for (const endpoint of ["resource", "userinfo"] as const) {
      const refused = standard.use(endpoint, "nobodys")
      expect(refused.status).toBe(401)
      expect(parse(refused)).not.toHaveProperty("ok")
    }
    const own = harness({ apiError: { status: 403, members: { ok: false } } })
    expect(own.use("resource", "nobodys").status).toBe(403)
    expect(parse(own.use("userinfo", "nobodys"))["ok"]).toBe(false)
    expect(own.token(client, bad).status).toBe(400)
  })
})

describe("a provider whose callback differs", () => {
  it("adds parameters, and replaces none", () => {
    const { callback } = harness({
      callbackParameters: ({ scope }) => ({
        scope: scope.join(","),
        code: "not this",
        state: "nor this",
        iss: "nor this",
        error: "nor this",
        error_description: "nor this"
      })
    })
    const answer = callback({ client_id: client.clientId, scope: "read" })
    expect([...answer.keys()]).toEqual(["code", "state", "iss", "scope"])
    expect(answer.get("iss")).toBe("https://provider.test")
    expect(answer.get("scope")).toBe("read")
    expect(answer.getAll("state")).toEqual(["the state"])
    expect(text(answer.get("code"))).not.toBe("not this")
  })
})
