/**
 * What authors of tests have asked of servers like this one, in public, and how this one does it. Each test says it in other
 * words than they did; the link leads to theirs.
 */
import { createLocalJWKSet, decodeJwt, jwtVerify } from "jose"
import * as openid from "openid-client"
import { describe, expect, it } from "vitest"
import { tokenExchangeGrant } from "../../src/index.ts"
import { browse, open, plainClient } from "../clients/Harness.ts"
import { startControlled } from "../control/control.ts"
import { makeSigning } from "../SigningHarness.ts"
import {
  basic,
  basicClient,
  credentials,
  form,
  formHeaders,
  fullClient,
  makeHarness,
  parse,
  text
} from "../Harness.ts"

const people = [
  { subject: "2", claims: { email: "two@example.com", name: "Two" } },
  { subject: "3", claims: { email: "three@example.com", name: "Three" } }
]

describe("claims and users", () => {
  // https://github.com/navikt/mock-oauth2-server/issues/404
  it("gives each of several users an e-mail address of their own, whoever signs in", async () => {
    const { link, verify } = makeSigning({
      users: people,
      claims: [{ in: ["idToken"], fromUser: ["email"] }]
    })
    for (const { claims, subject } of people) {
      const { payload } = await verify((await link({ login_hint: subject }))["id_token"])
      expect(payload).toMatchObject({ sub: subject, email: claims.email })
    }
  })

  // https://github.com/navikt/mock-oauth2-server/issues/925
  it("puts a claim into the tokens of a client's own", async () => {
    const claims = [
      { in: ["accessToken"], clientId: fullClient.clientId, claims: { tenant: "acme" } }
    ] as const
    const { token, verify } = makeSigning({ claims })
    const { access_token } = await token({ grant_type: "client_credentials" })
    expect((await verify(access_token)).payload).toMatchObject({ tenant: "acme" })
  })

  // https://github.com/Soluto/oidc-server-mock/issues/67
  it("adds claims that no standard knows to the id token", async () => {
    const own = { "custom-1": "one", "custom-2": ["two"] }
    const { link, verify } = makeSigning({ claims: [{ in: ["idToken"], claims: own }] })
    expect((await verify((await link())["id_token"])).payload).toMatchObject(own)
  })

  // https://github.com/navikt/mock-oauth2-server/issues/438
  it("answers at userinfo with name and e-mail address", () => {
    const { link, use } = makeHarness({ users: people, idTokens: false })
    const tokens = link(fullClient, { scope: "openid profile email" })
    expect(parse(use("userinfo", text(tokens["access_token"])))).toEqual({
      sub: "2",
      name: "Two",
      email: "two@example.com"
    })
  })

  // https://github.com/navikt/mock-oauth2-server/issues/345
  it("takes users while it runs, from tests that are not of its process", async () => {
    const { base, provider } = await startControlled()
    const body = JSON.stringify({ subject: "ada", claims: { roles: ["admin"] } })
    const headers = { "content-type": "application/json" }
    expect((await fetch(`${base}/users`, { method: "POST", headers, body })).status).toBeLessThan(300)
    expect(provider.users.at(-1)).toEqual({ subject: "ada", claims: { roles: ["admin"] } })
  })

  // https://github.com/navikt/mock-oauth2-server/pull/951
  it("goes by login_hint", () => {
    const { codeFor, exchange, use } = makeHarness({ users: people, idTokens: false })
    const code = codeFor(fullClient, { scope: "openid email", login_hint: "three@example.com" })
    const { access_token } = parse(exchange(fullClient, code))
    expect(parse(use("userinfo", text(access_token)))["sub"]).toBe("3")
  })
})

describe("refresh", () => {
  // https://github.com/navikt/mock-oauth2-server/issues/826
  it("refuses a refresh token that nobody was given", () => {
    const { refresh, rule } = makeHarness()
    expect(parse(refresh(basicClient, crypto.randomUUID()))["error"]).toBe("invalid_grant")
    expect(rule()).toBe("refresh-token-unknown")
  })

  // https://github.com/navikt/mock-oauth2-server/issues/638
  it("gives another refresh token with each refresh, and takes the one before no more", () => {
    const { link, refresh } = makeHarness()
    const first = text(link(basicClient)["refresh_token"])
    const second = text(parse(refresh(basicClient, first))["refresh_token"])
    expect(second).not.toBe(first)
    expect(refresh(basicClient, first).status).toBe(400)
  })

  // https://github.com/geigerzaehler/oidc-provider-mock/issues/255
  it("gives an id token with a refresh too", async () => {
    const { link, token, verify } = makeSigning()
    const { refresh_token } = await link()
    const { id_token } = await token({ grant_type: "refresh_token", refresh_token: text(refresh_token) })
    expect((await verify(id_token)).payload).toMatchObject({ sub: "user-1" })
  })
})

describe("tokens", () => {
  // https://github.com/GCTC-NTGC/gc-digital-talent/issues/11270
  it("gives a token without any page, and refuses a bad one", async () => {
    const { provider, use } = makeHarness()
    const { accessToken } = await provider.mintTokens({ clientId: basicClient.clientId, scope: ["read"] })
    expect(use("resource", accessToken).status).toBe(200)
    expect(use("resource", `${accessToken}x`).status).toBe(401)
  })

  // https://github.com/geigerzaehler/oidc-provider-mock/issues/330
  it("introspects: all that is known of a live token, and of an expired one that it is not active", () => {
    const { clock, link, post } = makeHarness()
    const token = text(link(basicClient)["access_token"])
    expect(parse(post("introspect", basicClient, { token, token_type_hint: "access_token" }))).toEqual({
      active: true,
      iss: "https://provider.test",
      client_id: basicClient.clientId,
      sub: "user-1",
      scope: "read write",
      token_type: "Bearer",
      iat: clock.now / 1000,
      exp: clock.now / 1000 + 3600
    })
    clock.now += 3_600_000
    expect(parse(post("introspect", basicClient, { token }))).toEqual({ active: false })
  })

  // https://github.com/axa-group/oauth2-mock-server/issues/21
  it("names the client as the audience of the id token, wherever the client wrote its id", async () => {
    const { link, verify } = makeSigning()
    expect((await verify((await link())["id_token"])).payload.aud).toBe(fullClient.clientId)
  })

  // https://github.com/navikt/mock-oauth2-server/pull/564
  it("exchanges a token for a client that authenticates by Basic", () => {
    const client = { ...basicClient, grantTypes: ["authorization_code", tokenExchangeGrant] } as const
    const { link, token } = makeHarness({ clients: [client] })
    const exchange = {
      grant_type: tokenExchangeGrant,
      subject_token: text(link(client)["access_token"]),
      subject_token_type: "urn:ietf:params:oauth:token-type:access_token"
    }
    expect(parse(token(client, exchange))).toMatchObject({ token_type: "Bearer", scope: "read write" })
  })
})

describe("signing out", () => {
  const signedOut = "https://app.example/signed-out"
  const client = { ...basicClient, postLogoutRedirectUris: [signedOut] }
  const visit = (query: Record<string, string>) => {
    const harness = makeHarness({ clients: [client] })
    return harness.send("GET", `${harness.urlOf("endSession")}?${form(query)}`)
  }

  // https://github.com/geigerzaehler/oidc-provider-mock/issues/59
  // https://github.com/Soluto/oidc-server-mock/issues/60
  it("brings the browser back to where the client has registered", () => {
    const { headers } = visit({ client_id: client.clientId, post_logout_redirect_uri: signedOut })
    expect(headers["location"]).toBe(signedOut)
  })

  // https://github.com/axa-group/oauth2-mock-server/issues/233
  it("does without a place to go to", () => {
    expect(visit({}).status).toBe(200)
  })
})

describe("where it is, and what it says of itself", () => {
  // https://github.com/navikt/mock-oauth2-server/issues/767
  it("is discovered by a client that compares the issuer exactly", async () => {
    await using harness = await open()
    const configuration = await openid.discovery(
      new URL(harness.issuer),
      plainClient.clientId,
      {},
      undefined,
      {
        execute: [openid.allowInsecureRequests]
      }
    )
    expect(configuration.serverMetadata().issuer).toBe(harness.issuer)
  })

  // https://github.com/axa-group/oauth2-mock-server/issues/353
  it("has an issuer with a slash at its end, where a client wants that", async () => {
    const { link } = makeSigning({ issuer: "https://login.example/" })
    expect(decodeJwt(text((await link())["id_token"])).iss).toBe("https://login.example/")
  })

  // https://github.com/navikt/mock-oauth2-server/issues/362
  // https://github.com/axa-group/oauth2-mock-server/issues/427
  it("has browsers go to one host, and servers to another", () => {
    const endpoints = { authorize: "http://localhost:5070/authorize", token: "http://sim:5070/token" }
    const { send, urlOf } = makeHarness({ issuer: "http://sim:5070", endpoints })
    expect(parse(send("GET", urlOf("openidConfiguration")))).toMatchObject({
      authorization_endpoint: endpoints.authorize,
      token_endpoint: endpoints.token
    })
  })

  // https://github.com/navikt/mock-oauth2-server/pull/503
  it("says which methods of PKCE it has, and has those", () => {
    const { send, urlOf } = makeHarness()
    expect(parse(send("GET", urlOf("metadata")))["code_challenge_methods_supported"]).toEqual(["S256"])
  })

  // https://github.com/navikt/mock-oauth2-server/issues/815
  it("refuses a wrong verifier the first time as well as the second", () => {
    const { codeFor, exchange, rule } = makeHarness()
    const code = codeFor(basicClient)
    for (const _ of ["first", "second"]) {
      expect(exchange(basicClient, code, { code_verifier: "x".repeat(43) }).status).toBe(400)
      expect(rule()).toBe("verifier-mismatch")
    }
  })

  // https://github.com/oauth2-proxy/mockoidc/issues/55
  it("lets a service in any language check tokens by the keys at a real port", async () => {
    await using harness = await open({ accessTokens: { format: "jwt", algorithm: "ES256" } })
    const { endpoints } = harness.provider
    const response = await fetch(endpoints.token, {
      method: "POST",
      headers: { authorization: basic(plainClient.clientId, plainClient.clientSecret) },
      body: new URLSearchParams({ grant_type: "client_credentials" })
    })
    const { access_token } = await response.json()
    const keys = createLocalJWKSet(await (await fetch(`${endpoints.jwks}`)).json())
    expect((await jwtVerify(access_token, keys, { issuer: harness.issuer })).payload.sub).toBe("plain-app")
  })

  // https://github.com/Soluto/oidc-server-mock/issues/46
  it("says why it refuses a token request, by a rule and where that is written", () => {
    const { provider, send } = makeHarness()
    const body = form({
      ...credentials({ ...fullClient, clientSecret: "wrong" }).body,
      grant_type: "client_credentials"
    })
    send("POST", provider.endpoints.token, formHeaders, body)
    expect(provider.journal.at(-1)).toMatchObject({ status: 401, rule: "client-secret" })
  })
})

describe("the browser", () => {
  // https://github.com/geigerzaehler/oidc-provider-mock/issues/58
  it("is asked to choose among users who were there from the start", async () => {
    await using harness = await open({ users: people, consent: "ask" })
    const query = form({
      response_type: "code",
      client_id: plainClient.clientId,
      redirect_uri: "http://127.0.0.1:51004/callback"
    })
    const page = await (await fetch(await browse(`${harness.provider.endpoints.authorize}?${query}`))).text()
    for (const { claims } of people) expect(page).toContain(claims.name)
  })
})
