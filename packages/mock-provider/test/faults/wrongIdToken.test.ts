import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from "jose"
import { describe, expect, it } from "vitest"
import { expectFaultsFired } from "../../src/index.ts"
import { makeSigning } from "../SigningHarness.ts"
import { basicClient, fullClient, makeHarness, text } from "../Harness.ts"

type Wrong = "issuer" | "audience" | "subject" | "nonce" | "expiry" | "signature" | "algorithm"

const linkWith = async (wrong?: Wrong) => {
  const faults = wrong === undefined ? [] : [{ action: { _tag: "WrongIdToken", wrong } } as const]
  const harness = makeSigning({ faults: faults.map((fault) => ({ ...fault, match: { endpoint: "token" } })) })
  const tokens = await harness.link()
  const { issuer } = harness.provider
  const keys = createLocalJWKSet(await harness.keys())
  const verify = () =>
    jwtVerify(text(tokens["id_token"]), keys, {
      issuer,
      audience: fullClient.clientId,
      currentDate: new Date(harness.clock.now)
    })
  return { ...harness, idToken: text(tokens["id_token"]), accessToken: text(tokens["access_token"]), verify }
}

describe("an id token that is wrong on purpose", () => {
  it("is right without the fault", async () => {
    const { verify } = await linkWith()
    expect((await verify()).payload["nonce"]).toBe("once")
  })

  it.each<[Wrong, RegExp]>([
    ["issuer", /"iss" claim/],
    ["audience", /"aud" claim/],
    ["expiry", /"exp" claim/],
    ["signature", /signature verification failed/]
  ])("is refused by who checks its %s", async (wrong, says) => {
    const { provider, verify } = await linkWith(wrong)
    await expect(verify()).rejects.toThrow(says)
    expect(() => expectFaultsFired(provider)).not.toThrow()
  })

  it("has another nonce or subject, and is signed as it should be", async () => {
    const nonce = await linkWith("nonce")
    expect((await nonce.verify()).payload["nonce"]).toBe("another-nonce")
    const subject = await linkWith("subject")
    expect((await subject.verify()).payload.sub).toBe("another-user")
  })

  it("has no signature with alg none", async () => {
    const { idToken, verify } = await linkWith("algorithm")
    expect(decodeProtectedHeader(idToken)).toEqual({ alg: "none" })
    expect(idToken.endsWith(".")).toBe(true)
    expect(decodeJwt(idToken).aud).toBe(fullClient.clientId)
    await expect(verify()).rejects.toThrow(/alg/i)
  })

  it("leaves the access token good", async () => {
    const { accessToken, provider } = await linkWith("signature")
    expect(provider.isLive(accessToken)).toBe(true)
  })

  it("counts as nothing done where no id token goes out", () => {
    const { link, provider } = makeHarness({ faults: [{ action: { _tag: "WrongIdToken", wrong: "nonce" } }] })
    link(basicClient)
    expect(provider.journal.at(-1)?.fault?.did).toBe("nothing")
    expect(() => expectFaultsFired(provider)).toThrow(/nothing to alter/)
  })
})
