import { SignJWT } from "jose"
import { describe, expect, it } from "vitest"
import {
  anotherKey,
  assertionType,
  clientKey,
  keyClient,
  makeKeyHarness,
  secretClient
} from "../KeyHarness.ts"
import { form, formHeaders, parse } from "../Harness.ts"

const signWithSecret = (secret: string, { provider, clock }: ReturnType<typeof makeKeyHarness>) =>
  new SignJWT({ jti: "1" })
    .setProtectedHeader({ alg: "HS256" })
    .setIssuer(secretClient.clientId)
    .setSubject(secretClient.clientId)
    .setAudience(provider.endpoints.token)
    .setExpirationTime(clock.now / 1000 + 60)
    .sign(new TextEncoder().encode(secret))

const withSecret = async (secret: string) => {
  const harness = makeKeyHarness()
  const pairs = {
    client_assertion_type: assertionType,
    client_assertion: await signWithSecret(secret, harness)
  }
  return { answer: await harness.credentials(pairs), rule: harness.rule() }
}

describe("a client assertion", () => {
  it("authenticates the client of its subject, which the request need not name", async () => {
    const { credentials, provider } = makeKeyHarness()
    expect((await credentials()).status).toBe(200)
    expect(provider.journal.at(-1)?.authentication).toMatchObject({
      method: "client_assertion",
      clientId: keyClient.clientId
    })
  })

  it("works once", async () => {
    const { asserted, credentials, rule } = makeKeyHarness()
    const pairs = await asserted()
    expect((await credentials(pairs)).status).toBe(200)
    expect((await credentials(pairs)).status).toBe(401)
    expect(rule()).toBe("client-assertion-jti")
  })

  it("is spent by who can sign it only", async () => {
    const { asserted, credentials } = makeKeyHarness()
    await credentials(await asserted({ jti: "same" }, anotherKey))
    expect((await credentials(await asserted({ jti: "same" }))).status).toBe(200)
  })

  it.each(["token", "issuer"] as const)("may be for the %s", async (audience) => {
    const { asserted, credentials, provider } = makeKeyHarness()
    const aud = audience === "token" ? provider.endpoints.token : provider.issuer
    expect((await credentials(await asserted({ aud: ["https://else.example", aud] }))).status).toBe(200)
  })

  it.each([
    ["nbf to come", { nbf: 1_700_000_120 }],
    ["no exp", { exp: undefined }],
    ["an exp that is no number", { exp: "1700000060" }]
  ])("is not good with %s", async (_, changes) => {
    const { asserted, credentials, rule } = makeKeyHarness()
    await credentials(await asserted(changes))
    expect(rule()).toBe("client-assertion-time")
  })

  it("is judged by the time of its client, which does not know that the clock was put forward", async () => {
    const { credentials, provider } = makeKeyHarness()
    provider.advanceTime(3_600_000)
    expect((await credentials()).status).toBe(200)
  })

  it("is signed by a key of the client, whatever its header says", async () => {
    const { credentials, provider, rule, sign } = makeKeyHarness()
    const claims = {
      iss: keyClient.clientId,
      sub: keyClient.clientId,
      aud: provider.issuer,
      exp: 1_700_000_060
    }
    const forged = await sign({ ...claims, jti: "1" }, anotherKey, { jwk: anotherKey.jwk })
    const none = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${forged.split(".")[1]}.`
    for (const client_assertion of [forged, none]) {
      await credentials({ client_assertion_type: assertionType, client_assertion })
      expect(rule()).toBe("client-assertion-signature")
    }
  })

  it("is not another way beside a secret", async () => {
    const { asserted, credentials, rule } = makeKeyHarness()
    await credentials({ ...(await asserted()), client_secret: "x" })
    expect(rule()).toBe("one-authentication")
  })

  it("may be signed with the client's secret, where the client is registered for that", async () => {
    expect((await withSecret(secretClient.clientSecret)).answer.status).toBe(200)
    expect((await withSecret("another secret of thirty-two characters")).rule).toBe(
      "client-assertion-signature"
    )
  })

  it("is no way for a client that is registered for another", async () => {
    const { asserted, credentials, rule } = makeKeyHarness({
      clients: [{ ...keyClient, authentication: "client_secret_basic", clientSecret: "s" }]
    })
    await credentials(await asserted())
    expect(rule()).toBe("client-method")
  })

  it("authenticates at the other endpoints too, for which it may be meant", async () => {
    const { asserted, provider, sendLater, urlOf } = makeKeyHarness()
    const body = form({ token: "x", ...(await asserted({ aud: urlOf("introspect") })) })
    expect(parse(await sendLater("POST", urlOf("introspect"), formHeaders, body))).toEqual({ active: false })
    expect(provider.journal).toHaveLength(1)
  })

  it("is in the metadata with its algorithms", () => {
    const { send, urlOf } = makeKeyHarness()
    expect(parse(send("GET", urlOf("metadata")))).toMatchObject({
      token_endpoint_auth_methods_supported: ["client_secret_jwt", "none", "private_key_jwt"],
      token_endpoint_auth_signing_alg_values_supported: expect.arrayContaining(["ES256", "HS256"])
    })
  })

  it("needs a key, or a secret that is long enough", () => {
    const { jwks: _, ...keyless } = keyClient
    expect(() => makeKeyHarness({ clients: [keyless] })).toThrow("give its public keys as jwks")
    expect(() => makeKeyHarness({ clients: [{ ...secretClient, clientSecret: "short" }] })).toThrow(
      "at least 32 characters"
    )
    expect(clientKey.jwk).not.toHaveProperty("d")
  })
})
