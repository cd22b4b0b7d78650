import { decodeJwt } from "jose"
import { describe, expect, it } from "vitest"
import { anotherKey, appClient, clientKey, keyClient, makeKeyWorld } from "../KeyWorld.ts"
import { form, formHeaders, parse, text } from "../World.ts"

describe("a DPoP proof", () => {
  it("binds the tokens to its key, as the answer, the JWT and introspection say", async () => {
    const world = makeKeyWorld({ accessTokens: { format: "jwt", algorithm: "ES256" } })
    const tokens = await world.linkApp(await world.proof())
    expect(tokens["token_type"]).toBe("DPoP")
    expect(decodeJwt(text(tokens["access_token"]))["cnf"]).toEqual({ jkt: clientKey.jkt })
    const body = form({ token: text(tokens["access_token"]), ...(await world.asserted()) })
    const said = parse(await world.sendLater("POST", world.urlOf("introspect"), formHeaders, body))
    expect(said).toMatchObject({ token_type: "DPoP", cnf: { jkt: clientKey.jkt } })
  })

  it("is needed with each use of such a token, with the key that it is bound to", async () => {
    const world = makeKeyWorld()
    const { access_token } = await world.linkApp(await world.proof())
    expect((await world.useBound(access_token)).status).toBe(200)
    const refused = await world.useBound(access_token, {}, anotherKey)
    expect(refused.status).toBe(401)
    expect(refused.headers["www-authenticate"]).toMatch(
      /^DPoP realm="resource", error="invalid_token".*algs="RS256 PS256 ES256 EdDSA Ed25519", resource_metadata=/
    )
    expect(world.rule()).toBe("access-token-dpop")
  })

  it("does not make a token bound that is not", async () => {
    const world = makeKeyWorld()
    const { access_token, token_type } = await world.linkApp()
    expect(token_type).toBe("Bearer")
    await world.useBound(access_token)
    expect(world.rule()).toBe("access-token-dpop")
  })

  it("is needed to refresh a token of a public client, and not of one that authenticates", async () => {
    const world = makeKeyWorld()
    const { refresh_token } = await world.linkApp(await world.proof())
    const refresh = { grant_type: "refresh_token", refresh_token: text(refresh_token) }
    await world.postForm({ ...refresh, client_id: appClient.clientId })
    expect(world.rule()).toBe("dpop-key")
    const dpop = await world.proof()
    expect((await world.postForm({ ...refresh, client_id: appClient.clientId }, { dpop })).status).toBe(200)
    const { refreshToken = "" } = await world.provider.mintTokens({ clientId: keyClient.clientId })
    const another = await world.proof({}, {}, anotherKey)
    const own = { grant_type: "refresh_token", refresh_token: refreshToken, ...(await world.asserted()) }
    expect(parse(await world.postForm(own, { dpop: another }))["token_type"]).toBe("DPoP")
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
    const world = makeKeyWorld()
    const dpop = await world.proof(claims, header)
    await world.exchangeOfApp({ dpop })
    expect(world.rule()).toBe(rule)
  })

  it("is one", async () => {
    const world = makeKeyWorld()
    await world.linkApp(`${await world.proof()}, ${await world.proof()}`)
    expect(world.rule()).toBe("dpop-proof-syntax")
  })

  it("for a URL written otherwise is for the same URL", async () => {
    const world = makeKeyWorld()
    const dpop = await world.proof({ htu: "HTTPS://PROVIDER.test:443/token" })
    expect((await world.exchangeOfApp({ dpop })).status).toBe(200)
  })

  it("with a nonce of the provider is taken where proofs need one, whatever its time", async () => {
    const world = makeKeyWorld({ dpop: { nonce: true } })
    const refused = await world.exchangeOfApp({ dpop: await world.proof() })
    expect(parse(refused)["error"]).toBe("use_dpop_nonce")
    const nonce = refused.headers["dpop-nonce"]
    const good = await world.exchangeOfApp({ dpop: await world.proof({ nonce, iat: 1 }) })
    expect(good.status).toBe(200)
    world.clock.now += 600_000
    await world.exchangeOfApp({ dpop: await world.proof({ nonce }) })
    expect(world.rule()).toBe("dpop-nonce")
  })

  it("may be asked of one client", async () => {
    const world = makeKeyWorld({ clients: [{ ...appClient, dpopBound: true }] })
    await world.linkApp()
    expect(world.rule()).toBe("dpop-proof-missing")
  })

  it("binds the code of a pushed request, as dpop_jkt does", async () => {
    const world = makeKeyWorld()
    const asked = {
      response_type: "code",
      client_id: appClient.clientId,
      redirect_uri: appClient.redirectUris[0]
    }
    const url = world.urlOf("pushedAuthorization")
    const push = { ...asked, code_challenge: "x".repeat(43), code_challenge_method: "S256" }
    const dpop = await world.proof({ htu: url })
    const pushed = parse(await world.postForm(push, { dpop }, "pushedAuthorization"))
    const code = world
      .callback({ client_id: appClient.clientId, request_uri: text(pushed["request_uri"]) })
      .get("code")
    const exchange = { grant_type: "authorization_code", client_id: appClient.clientId, code: text(code) }
    await world.postForm({ ...exchange, redirect_uri: asked.redirect_uri })
    expect(world.rule()).toBe("dpop-key")
    const again = { ...push, dpop_jkt: anotherKey.jkt }
    await world.postForm(again, { dpop: await world.proof({ htu: url }) }, "pushedAuthorization")
    expect(world.rule()).toBe("dpop-key")
  })

  it("is not looked at by a provider that binds no tokens", async () => {
    const world = makeKeyWorld({ dpop: false })
    expect((await world.linkApp("nonsense"))["token_type"]).toBe("Bearer")
    const metadata = parse(world.send("GET", world.urlOf("metadata")))
    expect(metadata).not.toHaveProperty("dpop_signing_alg_values_supported")
  })
})
