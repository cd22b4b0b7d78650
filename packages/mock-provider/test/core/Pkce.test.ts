import { createHash } from "node:crypto"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { decodeForm } from "../../src/core/FormEncoding.ts"
import { checkVerifier, readChallenge, s256Challenge } from "../../src/core/Pkce.ts"
import { RequestParameters } from "../../src/core/RequestParameters.ts"

const unreserved = fc.constantFrom(..."ABCXYZabcxyz0189-._~")
const anyVerifier = fc.string({ unit: unreserved, minLength: 43, maxLength: 128 })
const strict = { required: false, allowPlain: false }

const read = (text: string, options = strict) =>
  readChallenge(new RequestParameters(decodeForm(text)), options)

describe("PKCE", () => {
  it("computes the challenge of RFC 7636, appendix B", () => {
    expect(s256Challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")).toBe(
      "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
    )
  })

  it("accepts any verifier of its S256 challenge, and no other", () => {
    fc.assert(
      fc.property(anyVerifier, anyVerifier, (one, other) => {
        const value = createHash("sha256").update(one).digest("base64url")
        const challenge = read(`code_challenge=${value}&code_challenge_method=S256`)
        expect(challenge).toEqual({ method: "S256", value })
        expect(checkVerifier({ method: "S256", value }, one)).toBeUndefined()
        fc.pre(one !== other)
        expect(checkVerifier({ method: "S256", value }, other)?.rule).toBe("verifier-mismatch")
      })
    )
  })

  it("accepts a plain challenge only where that is allowed", () => {
    fc.assert(
      fc.property(anyVerifier, fc.constantFrom("", "&code_challenge_method=plain"), (value, method) => {
        expect(read(`code_challenge=${value}${method}`)).toMatchObject({ rule: "challenge-plain" })
        const allowed = read(`code_challenge=${value}${method}`, { ...strict, allowPlain: true })
        expect(allowed).toEqual({ method: "plain", value })
        expect(checkVerifier({ method: "plain", value }, value)).toBeUndefined()
        expect(checkVerifier({ method: "plain", value }, `${value.slice(1)}!`)?.rule).toBe("verifier-syntax")
      })
    )
  })

  it("never takes a verifier for a challenge that differs in one letter, or in its case", () => {
    const isLetter = (text: string) => text.toLowerCase() !== text.toUpperCase()
    const swap = (letter: string) =>
      letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()
    const method = fc.constantFrom("S256" as const, "plain" as const)
    fc.assert(
      fc.property(anyVerifier, method, fc.nat(), fc.boolean(), (verifier, method, pick, inCase) => {
        const right = method === "S256" ? s256Challenge(verifier) : verifier
        const at = pick % right.length
        const letter = right.charAt(at)
        const wrong = inCase && isLetter(letter) ? swap(letter) : letter === "A" ? "B" : "A"
        const value = right.slice(0, at) + wrong + right.slice(at + 1)
        expect(checkVerifier({ method, value: right }, verifier)).toBeUndefined()
        expect(checkVerifier({ method, value }, verifier)?.rule).toBe("verifier-mismatch")
      })
    )
  })

  it("takes verifiers of 43 to 128 characters only", () => {
    const of = (length: number) => "v".repeat(length)
    const challenge = (verifier: string) => ({ method: "S256" as const, value: s256Challenge(verifier) })
    fc.assert(
      fc.property(fc.oneof(fc.nat(200), fc.constantFrom(42, 43, 128, 129)), (length) => {
        const isRight = length >= 43 && length <= 128
        const refusal = checkVerifier(challenge(of(length)), of(length))
        expect(refusal?.rule).toBe(isRight ? undefined : "verifier-syntax")
      })
    )
  })

  it("takes S256 challenges of 43 characters only", () => {
    for (const length of [42, 44, 64]) {
      const challenge = read(`code_challenge=${"c".repeat(length)}&code_challenge_method=S256`)
      expect(challenge).toMatchObject({ rule: "challenge-syntax" })
    }
  })

  it("can be required", () => {
    expect(read("")).toBeUndefined()
    expect(read("", { ...strict, required: true })).toMatchObject({ rule: "challenge-missing" })
  })
})
