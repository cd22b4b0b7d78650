import { Redacted } from "effect"
import fc from "fast-check"
import { exportJWK, generateKeyPair } from "jose"
import { describe, expect, it } from "vitest"
import type { JsonMembers, MockProviderOptions, SigningAlgorithm } from "../../src/index.ts"
import { deviceCodeGrant } from "../../src/index.ts"
import { makeSigning } from "../SigningHarness.ts"
import { fullClient, makeHarness, parse, text } from "../Harness.ts"

describe("a signed token", () => {
  it("has no end where access tokens do not expire", async () => {
    const { link, verify } = makeSigning({
      accessTokens: { format: "jwt", algorithm: "ES256" },
      lifetimes: { accessToken: Infinity }
    })
    const { payload } = await verify((await link())["access_token"])
    expect(payload).not.toHaveProperty("exp")
  })

  it.each(["RS256", "ES256", "EdDSA"] satisfies Array<SigningAlgorithm>)(
    "is verified by the keys that the provider shows: %s",
    async (algorithm) => {
      const { clock, link, verify } = makeSigning({ accessTokens: { format: "jwt", algorithm } })
      const tokens = await link()
      const access = await verify(tokens["access_token"])
      expect(access.protectedHeader).toMatchObject({ alg: algorithm, typ: "at+jwt" })
      expect(access.payload).toEqual({
        iss: "https://provider.test",
        sub: "user-1",
        aud: "https://provider.test/resource",
        client_id: fullClient.clientId,
        iat: clock.now / 1000,
        exp: clock.now / 1000 + 3600,
        jti: expect.any(String),
        scope: "openid read"
      })
      const id = await verify(tokens["id_token"])
      expect(id.payload).toMatchObject({ aud: fullClient.clientId, nonce: "once", sub: "user-1" })
    }
  )

  it("is an access token only whole: neither its id nor a change of it is one", async () => {
    const { link, provider, use, verify } = makeSigning()
    const jwt = text((await link())["access_token"])
    expect(provider.isLive(jwt)).toBe(true)
    expect(use("resource", jwt).status).toBe(200)
    const { payload } = await verify(jwt)
    expect(provider.isLive(text(payload.jti))).toBe(false)
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: jwt.length - 1 }), async (at) => {
        const changed = `${jwt.slice(0, at)}${jwt[at] === "A" ? "B" : "A"}${jwt.slice(at + 1)}`
        expect(provider.isLive(changed)).toBe(false)
      })
    )
  })

  it("says when its user approved and until when it is good, each by its own lifetime", async () => {
    const { clock, link, token, verify } = makeSigning({ lifetimes: { accessToken: 100, idToken: 10 } })
    const first = await link()
    const approved = clock.now / 1000
    clock.now += 7000
    const second = await token({ grant_type: "refresh_token", refresh_token: text(first["refresh_token"]) })
    const now = clock.now / 1000
    expect((await verify(second["id_token"])).payload).toMatchObject({
      auth_time: approved,
      iat: now,
      exp: now + 10
    })
    expect((await verify(second["access_token"])).payload).toMatchObject({ iat: now, exp: now + 100 })
  })

  it("has no nonce when it comes of a refresh", async () => {
    const { link, token, verify } = makeSigning()
    const first = await link()
    const second = await token({
      grant_type: "refresh_token",
      refresh_token: text(first["refresh_token"])
    })
    expect((await verify(second["id_token"])).payload).not.toHaveProperty("nonce")
  })

  it("comes only where it is asked for: else the answer is there at once", () => {
    const { link, token } = makeHarness()
    expect(link(fullClient, { scope: "read" })).not.toHaveProperty("id_token")
    expect(
      parse(token(fullClient, { grant_type: "client_credentials", scope: "openid" }))
    ).not.toHaveProperty("id_token")
  })

  it.each(["first", "last"] as const)(
    "is signed in the %s answer to a request that came twice",
    async (answer) => {
      const { provider, token, verify } = makeSigning()
      provider.setFaults([{ action: { _tag: "DuplicateDelivery", answer } }])
      const tokens = await token({ grant_type: "client_credentials", scope: "read" })
      expect((await verify(tokens["access_token"])).payload).toMatchObject({ scope: "read" })
      expect(provider.isLive(text(tokens["access_token"]))).toBe(true)
    }
  )

  it("comes for a device that asks for openid", async () => {
    const { post, token, verify } = makeSigning()
    const device = parse(post("deviceAuthorization", fullClient, { scope: "openid" }))
    const tokens = await token({ grant_type: deviceCodeGrant, device_code: text(device["device_code"]) })
    expect((await verify(tokens["id_token"])).payload).toMatchObject({ sub: "user-1" })
  })

  it.each([
    ["jwt", "opaque", 3],
    ["opaque", "jwt", 1]
  ] as const)(
    "is %s for a client that is registered for that, where others get %s",
    async (own, other, parts) => {
      const { token } = makeSigning({
        clients: [{ ...fullClient, accessTokens: own }],
        accessTokens: { format: other, algorithm: "ES256" }
      })
      const tokens = await token({ grant_type: "client_credentials", scope: "read" })
      expect(text(tokens["access_token"]).split(".")).toHaveLength(parts)
    }
  )

  it("is in the journal as the client got it, under the same redaction", async () => {
    const { link, provider } = makeSigning()
    const tokens = await link()
    const entry = provider.calls("token").at(-1)
    const answer = entry && Redacted.value(entry.answer)
    expect(answer?._tag === "Response" && JSON.parse(answer.body)).toEqual(tokens)
    expect(JSON.stringify(provider.journal)).not.toContain(text(tokens["access_token"]))
  })
})

describe("the signing key", () => {
  it("is shown alone after a rotation, and verifies what it signs", async () => {
    const { keys, link, provider, verify } = makeSigning()
    const before = await link()
    provider.rotateSigningKey()
    await expect(verify(before["access_token"])).rejects.toThrow(
      "no applicable key found in the JSON Web Key Set"
    )
    expect((await keys()).keys).toHaveLength(1)
    const after = await link()
    await expect(verify(after["access_token"])).resolves.toBeDefined()
  })

  it("is shown beside the old one, or not at all, as a fault asks", async () => {
    const { keys, link, provider, verify } = makeSigning()
    const before = await link()
    await keys()
    provider.setFaults([{ nth: 1, action: { _tag: "SigningKeyRotated", published: "both" } }])
    const after = await link()
    expect((await keys()).keys).toHaveLength(2)
    await expect(verify(before["access_token"])).resolves.toBeDefined()
    await expect(verify(after["access_token"])).resolves.toBeDefined()
    provider.setFaults([{ nth: 1, action: { _tag: "SigningKeyRotated", published: "old" } }])
    const hidden = await link()
    await expect(verify(hidden["access_token"])).rejects.toThrow(
      "no applicable key found in the JSON Web Key Set"
    )
  })

  it("is shown anew after a rotation that came while it was asked for", async () => {
    const { keys, link, provider, verify } = makeSigning()
    const asked = keys()
    provider.rotateSigningKey()
    await asked
    await expect(verify((await link())["access_token"])).resolves.toBeDefined()
  })

  it("is another after a reset", async () => {
    const { keys, provider } = makeSigning()
    const [before] = (await keys()).keys
    provider.reset()
    const [after] = (await keys()).keys
    expect(after.kid).not.toBe(before.kid)
  })

  it("shows nothing private", async () => {
    const { keys } = makeSigning()
    for (const key of (await keys()).keys) {
      expect(Object.keys(key).toSorted()).toEqual(["alg", "crv", "kid", "kty", "use", "x", "y"])
    }
  })
})

describe("signing keys of one's own", () => {
  const makeOwn = async (algorithm: SigningAlgorithm, kid?: string): Promise<JsonMembers> => {
    const { privateKey } = await generateKeyPair(algorithm, { extractable: true })
    const jwk: unknown = { ...(await exportJWK(privateKey)), ...(kid === undefined ? {} : { kid }) }
    return JSON.parse(JSON.stringify(jwk))
  }

  it.each(["RS256", "ES256", "EdDSA"] satisfies Array<SigningAlgorithm>)(
    "sign, and are shown without what is private: %s",
    async (algorithm) => {
      const signingKeys = [await makeOwn(algorithm, "mine")]
      const { keys, link, verify } = makeSigning({ signingKeys, accessTokens: { format: "jwt" } })
      const { protectedHeader } = await verify((await link())["access_token"])
      expect(protectedHeader).toMatchObject({ alg: algorithm, kid: "mine" })
      const shown = await keys()
      expect(shown.keys).toMatchObject([{ kid: "mine", alg: algorithm, use: "sig" }])
      expect(Object.keys(shown.keys[0])).not.toEqual(expect.arrayContaining(["d"]))
      expect(JSON.stringify(shown)).not.toContain(`${signingKeys[0]?.["d"]}`)
    }
  )

  it("sign one after another with each rotation, and again from the first after a reset", async () => {
    const signingKeys = [await makeOwn("ES256", "first"), await makeOwn("ES256", "second")]
    const { link, provider, verify } = makeSigning({ signingKeys, accessTokens: { format: "jwt" } })
    const kid = async () => (await verify((await link())["access_token"])).protectedHeader.kid
    expect(await kid()).toBe("first")
    provider.rotateSigningKey()
    expect(await kid()).toBe("second")
    provider.reset()
    expect(await kid()).toBe("first")
  })

  it("are private keys of one algorithm that the provider has", async () => {
    const [mine, other] = [await makeOwn("ES256"), await makeOwn("EdDSA")]
    const { d: _, ...shown } = mine
    const refusal = (options: Partial<MockProviderOptions>) => () => makeHarness(options)
    expect(refusal({ signingKeys: [shown] })).toThrow("signingKeys[0]: expected a private key")
    expect(refusal({ signingKeys: [mine, other] })).toThrow("signingKeys[1]: expected a key for ES256")
    expect(refusal({ signingKeys: [{ ...mine, crv: "P-521" }] })).toThrow("RS256 (RSA), ES256 (P-256)")
    expect(refusal({ signingKeys: [{ kty: "oct", k: "x" }] })).toThrow("kty RSA, EC or OKP")
    expect(refusal({ signingKeys: [{ kty: "RSA", n: "x".repeat(171), e: "AQAB", d: "x" }] })).toThrow(
      "signingKeys[0]: expected an RSA key of 2048 bits or more"
    )
    expect(refusal({ signingKeys: [mine], accessTokens: { algorithm: "RS256" } })).toThrow(
      "accessTokens.algorithm: expected ES256"
    )
  })
})
