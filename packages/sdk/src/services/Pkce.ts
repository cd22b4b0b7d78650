/** Proof Key for Code Exchange: a verifier for each flow, and its challenge. */
import { Effect, Redacted } from "effect"
import { Digest, SecureRandom } from "effect/crypto"
import { Base64Url } from "effect/encoding"

/**
 * Computes the S256 challenge of a verifier: 43 characters.
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
 * @see https://www.rfc-editor.org/rfc/rfc7636#section-4.1
 * @category pkce
 * @since 0.1.0
 */
export const makeCodeVerifier: Effect.Effect<Redacted.Redacted, never, SecureRandom.SecureRandom> =
  SecureRandom.SecureRandom.use((random) =>
    Effect.map(random.randomBytes(64), (bytes) => Redacted.make(Base64Url.encode(bytes)))
  )
