/** The provider's signing keys, made when they are first needed. */
import type { JsonMembers } from "../core/JsonMembers.ts"
import type { SignedJwt } from "../core/signTokens.ts"
import type { SigningAlgorithm, UnsignedJwt } from "../core/UnsignedJwt.ts"
import type { SigningKey } from "./SigningKey.ts"

/**
 * Describes which keys a provider shows after a rotation: the `new` one, `both`, or still the `old` one, as a cache
 * does that nobody has told.
 *
 * @category models
 * @since 0.1.0
 */
export type PublishedKeys = "new" | "both" | "old"

/**
 * Describes the keys of one provider.
 *
 * @category models
 * @since 0.1.0
 */
export interface SigningKeys {
  /** Signs with the key of the time of the call. */
  readonly sign: (jwts: ReadonlyArray<UnsignedJwt>) => Promise<ReadonlyArray<SignedJwt>>
  /** Gives the public keys as they are shown. */
  readonly published: () => Promise<ReadonlyArray<JsonMembers>>
  readonly rotate: (published: PublishedKeys) => void
  /** Gives the public keys that have signed, shown or not. */
  readonly all: () => Promise<ReadonlyArray<JsonMembers>>
}

/**
 * Makes the keys of a provider, of which each is generated when it is first needed.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7515
 * @see https://www.rfc-editor.org/rfc/rfc7517
 * @category constructors
 * @since 0.1.0
 */
export const makeSigningKeys = (
  algorithm: SigningAlgorithm,
  own: ReadonlyArray<JsonMembers> = []
): SigningKeys => {
  let next = 0
  const make = (): (() => Promise<SigningKey>) => {
    const jwk = own[next++]
    return onDemand(async () => {
      // Loaded when a key is needed: a provider of opaque tokens never does.
      const { generateKey, importKey } = await import("./SigningKey.ts")
      return jwk === undefined ? generateKey(algorithm) : importKey(jwk, algorithm)
    })
  }
  const first = make()
  const all = [first]
  let current = first
  let shown: ReadonlyArray<() => Promise<SigningKey>> = [first]
  return {
    sign: async (jwts) => {
      const { sign } = await current()
      return Promise.all(jwts.map(sign))
    },
    published: async () => {
      const keys = await Promise.all(shown.map((key) => key()))
      return keys.map(({ publicKey }) => publicKey)
    },
    rotate: (published) => {
      const made = make()
      all.push(made)
      shown = published === "new" ? [made] : published === "both" ? [made, ...shown] : shown
      current = made
    },
    all: async () => {
      const keys = await Promise.all(all.map((key) => key()))
      return keys.map(({ publicKey }) => publicKey)
    }
  }
}

const onDemand = <A>(make: () => Promise<A>): (() => Promise<A>) => {
  let made: Promise<A> | undefined
  return () => (made ??= make())
}
