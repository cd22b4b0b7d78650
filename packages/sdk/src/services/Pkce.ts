/** Proof Key for Code Exchange: a verifier for each flow, and its challenge. */
import { Effect, Redacted } from "effect"
import { Digest, SecureRandom } from "effect/crypto"
import { Base64Url } from "effect/encoding"

/**
 * Computes the S256 challenge of a verifier: 43 characters.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { codeChallenge, layerModuleServices } from "@application-credentials/sdk"
 * import { Effect, Redacted } from "effect"
 *
 * // The example of RFC 7636, appendix B.
 * const verifier = Redacted.make("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
 * const challenge = await Effect.runPromise(Effect.provide(codeChallenge(verifier), layerModuleServices))
 *
 * assert.equal(challenge, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
 * ```
 *
 * @see https://www.rfc-editor.org/rfc/rfc7636#section-4.2
 * @category pkce
 * @since 0.1.0
 */
export const codeChallenge = Effect.fnUntraced(function* (verifier: Redacted.Redacted) {
  const digest = yield* Digest.Digest
  const bytes = new TextEncoder().encode(Redacted.value(verifier))
  return Base64Url.encode(yield* digest.digest(Digest.sha256, bytes))
})

/**
 * Makes a verifier of 512 random bits: 86 unreserved characters.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { layerModuleServices, makeCodeVerifier } from "@application-credentials/sdk"
 * import { Effect, Redacted } from "effect"
 *
 * const verifier = await Effect.runPromise(Effect.provide(makeCodeVerifier, layerModuleServices))
 *
 * assert.match(Redacted.value(verifier), /^[\w-]{86}$/)
 * assert.equal(String(verifier), "<redacted>")
 * ```
 *
 * @see https://www.rfc-editor.org/rfc/rfc7636#section-4.1
 * @category pkce
 * @since 0.1.0
 */
export const makeCodeVerifier: Effect.Effect<Redacted.Redacted, never, SecureRandom.SecureRandom> =
  SecureRandom.SecureRandom.use((random) =>
    Effect.map(random.randomBytes(64), (bytes) => Redacted.make(Base64Url.encode(bytes)))
  )
