/** Proof Key for Code Exchange, as the provider checks it. */
import { Base64Url } from "effect/encoding"
import { Refusal } from "./Refusal.ts"
import type { RequestParameters } from "./RequestParameters.ts"
import { sha256 } from "./sha256.ts"

/**
 * Describes the challenge that a code is bound to.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7636#section-4.2
 */
export interface CodeChallenge {
  readonly method: "S256" | "plain"
  readonly value: string
}

/**
 * Computes the S256 challenge of a verifier.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { s256Challenge } from "@application-credentials/mock-provider"
 *
 * // The verifier and the challenge of RFC 7636, B.
 * const challenge = s256Challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
 * assert.equal(challenge, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
 * ```
 *
 * @see https://www.rfc-editor.org/rfc/rfc7636#section-4.2
 * @category hashing
 * @since 0.1.0
 */
export const s256Challenge = (verifier: string): string => Base64Url.encode(sha256(utf8.encode(verifier)))

/**
 * Reads the challenge of an authorization request: nothing when it has none, a refusal when it breaks a rule.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7636#section-4.3
 */
export const readChallenge = (
  parameters: RequestParameters,
  options: { readonly required: boolean; readonly allowPlain: boolean }
): CodeChallenge | Refusal | undefined => {
  const value = parameters.get("code_challenge")
  const method = parameters.get("code_challenge_method")
  if (value === undefined) {
    if (method !== undefined) return new Refusal("challenge-method-alone")
    return options.required ? new Refusal("challenge-missing") : undefined
  }
  // Left out, the method is plain (RFC 7636, 4.3).
  if (method === undefined || method === "plain") {
    if (!options.allowPlain) return new Refusal("challenge-plain")
    return isVerifier(value) ? { method: "plain", value } : new Refusal("challenge-syntax")
  }
  if (method !== "S256") return new Refusal("challenge-method-unknown")
  return /^[A-Za-z0-9_-]{43}$/.test(value) ? { method, value } : new Refusal("challenge-syntax")
}

/**
 * Checks a verifier against the challenge of the code; a challenge without a verifier and a verifier without a
 * challenge are both refused.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7636#section-4.6
 * @see https://www.rfc-editor.org/rfc/rfc9700#section-2.1.1
 */
export const checkVerifier = (
  challenge: CodeChallenge | undefined,
  verifier: string | undefined
): Refusal | undefined => {
  if (challenge === undefined) return verifier === undefined ? undefined : new Refusal("verifier-unexpected")
  if (verifier === undefined) return new Refusal("verifier-missing")
  if (!isVerifier(verifier)) return new Refusal("verifier-syntax")
  const expected = challenge.method === "S256" ? s256Challenge(verifier) : verifier
  return expected === challenge.value ? undefined : new Refusal("verifier-mismatch")
}

const utf8 = new TextEncoder()
const isVerifier = (text: string): boolean => /^[A-Za-z0-9._~-]{43,128}$/.test(text)
