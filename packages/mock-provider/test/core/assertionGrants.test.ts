import { decodeJwt } from "jose"
import { describe, expect, it } from "vitest"
import { jwtBearerGrant, tokenExchangeGrant } from "../../src/index.ts"
import { accessTokenType, appClient, idTokenType, keyClient, makeKeyHarness } from "../KeyHarness.ts"
import type { Pairs } from "../Harness.ts"
import { parse, text } from "../Harness.ts"

const jwt = { accessTokens: { format: "jwt", algorithm: "ES256" } } as const

describe("the grant of assertions", () => {
  it("gives a token of the user, and no refresh token", async () => {
    const { asserted, grantOf, postForm } = makeKeyHarness(jwt)
    const asked = { grant_type: jwtBearerGrant, assertion: await grantOf(), scope: "read" }
    const tokens = parse(await postForm({ ...asked, ...(await asserted()) }))
    expect(tokens).toMatchObject({ token_type: "Bearer", scope: "read" })
    expect(tokens).not.toHaveProperty("refresh_token")
    const claims = decodeJwt(text(tokens["access_token"]))
    expect(claims).toMatchObject({ sub: "user-1", client_id: keyClient.clientId })
  })

  it("needs no client where the issuer is one", async () => {
    const { grantOf, postForm, rule } = makeKeyHarness()
    const asked = { grant_type: jwtBearerGrant }
    expect((await postForm({ ...asked, assertion: await grantOf() })).status).toBe(200)
    await postForm({ ...asked, assertion: await grantOf({ iss: "https://another.example" }) })
    expect(rule()).toBe("client-missing")
  })

  it("takes assertions without an id as often as they are sent", async () => {
    const { grantOf, postForm } = makeKeyHarness()
    const assertion = await grantOf({ jti: undefined })
    for (const _ of [1, 2]) {
      expect((await postForm({ grant_type: jwtBearerGrant, assertion })).status).toBe(200)
    }
  })
})

/** Exchanges the access token of the public client's user. */
const exchange = async (harness: ReturnType<typeof makeKeyHarness>, pairs: Pairs = {}) => {
  const { access_token } = await harness.linkApp()
  return harness.postForm({
    grant_type: tokenExchangeGrant,
    subject_token: text(access_token),
    subject_token_type: accessTokenType,
    ...(await harness.asserted()),
    ...pairs
  })
}

describe("the exchange of a token", () => {
  it("gives another one of the same user to another client, and says of which type it is", async () => {
    const tokens = parse(await exchange(makeKeyHarness(jwt)))
    expect(tokens).toMatchObject({ issued_token_type: accessTokenType, token_type: "Bearer" })
    const claims = decodeJwt(text(tokens["access_token"]))
    expect(claims).toMatchObject({ sub: "user-1", client_id: keyClient.clientId, scope: "openid read" })
  })

  it("narrows the scope and never widens it", async () => {
    const harness = makeKeyHarness()
    expect(parse(await exchange(harness, { scope: "read" }))["scope"]).toBe("read")
    await exchange(harness, { scope: "read write" })
    expect(harness.rule()).toBe("scope-widened")
  })

  it("is for the resource and the audience asked for", async () => {
    const harness = makeKeyHarness({ ...jwt, resources: ["https://api.example/"] })
    const asked = { resource: "https://api.example/", audience: appClient.clientId }
    const { access_token } = parse(await exchange(harness, asked))
    expect(decodeJwt(text(access_token)).aud).toEqual(["https://api.example/", appClient.clientId])
  })

  it("says who acts for the user, where a token of an actor comes with it", async () => {
    const harness = makeKeyHarness(jwt)
    const actor = parse(await harness.credentials())
    const asked = { actor_token: text(actor["access_token"]), actor_token_type: accessTokenType }
    const { access_token } = parse(await exchange(harness, asked))
    expect(decodeJwt(text(access_token))["act"]).toEqual({ sub: keyClient.clientId })
    await exchange(harness, { actor_token: "x" })
    expect(harness.rule()).toBe("exchange-actor-type")
    await exchange(harness, { ...asked, actor_token: "made-up" })
    expect(harness.rule()).toBe("exchange-token-dead")
  })

  it("takes an id token of the provider until that expires, and none of another", async () => {
    const harness = makeKeyHarness(jwt)
    const { id_token } = await harness.linkApp()
    const asked = { subject_token: text(id_token), subject_token_type: idTokenType }
    expect((await exchange(harness, asked)).status).toBe(200)
    await exchange(harness, {
      ...asked,
      subject_token: await harness.grantOf({ iss: harness.provider.issuer })
    })
    expect(harness.rule()).toBe("exchange-token-dead")
    harness.clock.now += 3_600_000
    await exchange(harness, asked)
    expect(harness.rule()).toBe("exchange-token-dead")
  })

  it("is for clients that may use it, and ends with no other token", async () => {
    const harness = makeKeyHarness({
      clients: [appClient, { ...keyClient, grantTypes: ["client_credentials"] }]
    })
    await exchange(harness)
    expect(harness.rule()).toBe("grant-type-unauthorized")
  })
})
