import { decodeJwt } from "jose"
import { describe, expect, it } from "vitest"
import { anotherKey, appClient, clientKey, keyClient, makeKeyHarness } from "../KeyHarness.ts"
import { form, formHeaders, parse, text } from "../Harness.ts"

describe("a DPoP proof", () => {
  it("binds the tokens to its key, as the answer, the JWT and introspection say", async () => {
    const harness = makeKeyHarness({ accessTokens: { format: "jwt", algorithm: "ES256" } })
    const tokens = await harness.linkApp(await harness.proof())
    expect(tokens["token_type"]).toBe("DPoP")
    expect(decodeJwt(text(tokens["access_token"]))["cnf"]).toEqual({ jkt: clientKey.jkt })
    const body = form({ token: text(tokens["access_token"]), ...(await harness.asserted()) })
    const said = parse(await harness.sendLater("POST", harness.urlOf("introspect"), formHeaders, body))
    expect(said).toMatchObject({ token_type: "DPoP", cnf: { jkt: clientKey.jkt } })
  })

  it("is needed with each use of such a token, with the key that it is bound to", async () => {
    const harness = makeKeyHarness()
    const { access_token } = await harness.linkApp(await harness.proof())
    expect((await harness.useBound(access_token)).status).toBe(200)
    const refused = await harness.useBound(access_token, {}, anotherKey)
    expect(refused.status).toBe(401)
    expect(refused.headers["www-authenticate"]).toMatch(
      /^DPoP realm="resource", error="invalid_token".*algs="RS256 PS256 ES256 EdDSA Ed25519", resource_metadata=/
    )
    expect(harness.rule()).toBe("access-token-dpop")
  })

  it("does not make a token bound that is not", async () => {
    const harness = makeKeyHarness()
    const { access_token, token_type } = await harness.linkApp()
    expect(token_type).toBe("Bearer")
    await harness.useBound(access_token)
    expect(harness.rule()).toBe("access-token-dpop")
  })

  it("is needed to refresh a token of a public client, and not of one that authenticates", async () => {
    const harness = makeKeyHarness()
    const { refresh_token } = await harness.linkApp(await harness.proof())
    const refresh = { grant_type: "refresh_token", refresh_token: text(refresh_token) }
    await harness.postForm({ ...refresh, client_id: appClient.clientId })
    expect(harness.rule()).toBe("dpop-key")
    const dpop = await harness.proof()
    expect((await harness.postForm({ ...refresh, client_id: appClient.clientId }, { dpop })).status).toBe(200)
    const { refreshToken = "" } = await harness.provider.mintTokens({ clientId: keyClient.clientId })
    const another = await harness.proof({}, {}, anotherKey)
    const own = { grant_type: "refresh_token", refresh_token: refreshToken, ...(await harness.asserted()) }
    expect(parse(await harness.postForm(own, { dpop: another }))["token_type"]).toBe("DPoP")
  })

  it.each([
    ["htu with a query", { htu: "https://provider.test/token?a=b" }, {}, "dpop-proof-target"],
    ["another htu", { htu: "https://provider.test/other" }, {}, "dpop-proof-target"],
    ["a time to come", { iat: 1_700_000_100 }, {}, "dpop-proof-time"],
    ["no jti", { jti: undefined }, {}, "dpop-proof-syntax"],
    ["no key", {}, { jwk: undefined }, "dpop-proof-syntax"],
    ["a private key", {}, { jwk: clientKey.secret }, "dpop-proof-syntax"],
    ["a key of no kind", {}, { jwk: { kty: "oct", k: "x" } }, "dpop-proof-syntax"]
  ])("is refused with %s", async (_, claims, header, rule) => {
    const harness = makeKeyHarness()
    const dpop = await harness.proof(claims, header)
    await harness.exchangeOfApp({ dpop })
    expect(harness.rule()).toBe(rule)
  })

  it("is one", async () => {
    const harness = makeKeyHarness()
    await harness.linkApp(`${await harness.proof()}, ${await harness.proof()}`)
    expect(harness.rule()).toBe("dpop-proof-syntax")
  })

  it("for a URL written otherwise is for the same URL", async () => {
    const harness = makeKeyHarness()
    const dpop = await harness.proof({ htu: "HTTPS://PROVIDER.test:443/token" })
    expect((await harness.exchangeOfApp({ dpop })).status).toBe(200)
  })

  it("with a nonce of the provider is taken where proofs need one, whatever its time", async () => {
    const harness = makeKeyHarness({ dpop: { nonce: true } })
    const refused = await harness.exchangeOfApp({ dpop: await harness.proof() })
    expect(parse(refused)["error"]).toBe("use_dpop_nonce")
    const nonce = refused.headers["dpop-nonce"]
    const good = await harness.exchangeOfApp({ dpop: await harness.proof({ nonce, iat: 1 }) })
    expect(good.status).toBe(200)
    harness.clock.now += 600_000
    await harness.exchangeOfApp({ dpop: await harness.proof({ nonce }) })
    expect(harness.rule()).toBe("dpop-nonce")
  })

  it("may be asked of one client", async () => {
    const harness = makeKeyHarness({ clients: [{ ...appClient, dpopBound: true }] })
    await harness.linkApp()
    expect(harness.rule()).toBe("dpop-proof-missing")
  })

  it("binds the code of a pushed request, as dpop_jkt does", async () => {
    const harness = makeKeyHarness()
    const asked = {
      response_type: "code",
      client_id: appClient.clientId,
      redirect_uri: appClient.redirectUris[0]
    }
    const url = harness.urlOf("pushedAuthorization")
    const push = { ...asked, code_challenge: "x".repeat(43), code_challenge_method: "S256" }
    const dpop = await harness.proof({ htu: url })
    const pushed = parse(await harness.postForm(push, { dpop }, "pushedAuthorization"))
    const code = harness
      .callback({ client_id: appClient.clientId, request_uri: text(pushed["request_uri"]) })
      .get("code")
    const exchange = { grant_type: "authorization_code", client_id: appClient.clientId, code: text(code) }
    await harness.postForm({ ...exchange, redirect_uri: asked.redirect_uri })
    expect(harness.rule()).toBe("dpop-key")
    const again = { ...push, dpop_jkt: anotherKey.jkt }
    await harness.postForm(again, { dpop: await harness.proof({ htu: url }) }, "pushedAuthorization")
    expect(harness.rule()).toBe("dpop-key")
  })

  it("is not looked at by a provider that binds no tokens", async () => {
    const harness = makeKeyHarness({ dpop: false })
    expect((await harness.linkApp("nonsense"))["token_type"]).toBe("Bearer")
    const metadata = parse(harness.send("GET", harness.urlOf("metadata")))
    expect(metadata).not.toHaveProperty("dpop_signing_alg_values_supported")
  })
})
