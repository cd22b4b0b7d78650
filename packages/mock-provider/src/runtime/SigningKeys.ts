/** The provider's signing keys, made when they are first needed. */
import type { CryptoKey, JWK } from "jose"
import type { JsonMembers } from "../core/JsonMembers.ts"
import type { SignedJwt } from "../core/signTokens.ts"
import type { SigningAlgorithm, UnsignedJwt } from "../core/UnsignedJwt.ts"

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

interface Key {
  readonly privateKey: CryptoKey
  readonly publicKey: JWK
  readonly id: string
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
  const make = (): (() => Promise<Key>) => {
    const jwk = own[next++]
    return onDemand(() => (jwk === undefined ? generate(algorithm) : importKey(jwk, algorithm)))
  }
  const first = make()
  const all = [first]
  let current = first
  let shown: ReadonlyArray<() => Promise<Key>> = [first]
  return {
    sign: async (jwts) => {
      const key = await current()
      return Promise.all(jwts.map((jwt) => signOne(jwt, key)))
    },
    published: async () => {
      const keys = await Promise.all(shown.map((key) => key()))
      return keys.map(({ publicKey }) => toJson(publicKey))
    },
    rotate: (published) => {
      const made = make()
      all.push(made)
      shown = published === "new" ? [made] : published === "both" ? [made, ...shown] : shown
      current = made
    },
    all: async () => {
      const keys = await Promise.all(all.map((key) => key()))
      return keys.map(({ publicKey }) => toJson(publicKey))
    }
  }
}

const onDemand = <A>(make: () => Promise<A>): (() => Promise<A>) => {
  let made: Promise<A> | undefined
  return () => (made ??= make())
}

// Loaded when a key is needed: a provider of opaque tokens never does.
const generate = async (algorithm: SigningAlgorithm): Promise<Key> => {
  const { calculateJwkThumbprint, exportJWK, generateKeyPair } = await import("jose")
  const pair = await generateKeyPair(algorithm)
  const publicKey = await exportJWK(pair.publicKey)
  const id = await calculateJwkThumbprint(publicKey)
  return {
    privateKey: pair.privateKey,
    publicKey: { ...publicKey, kid: id, alg: algorithm, use: "sig" },
    id
  }
}

const importKey = async (jwk: JsonMembers, algorithm: SigningAlgorithm): Promise<Key> => {
  const { calculateJwkThumbprint, importJWK } = await import("jose")
  const { kid, ...key }: JWK = { ...jwk, alg: algorithm }
  const privateKey = await importJWK(key, algorithm)
  if (privateKey instanceof Uint8Array) throw new Error("A signing key is a secret, not a key pair.")
  const publicKey = Object.fromEntries(Object.entries(key).filter(([name]) => publicMembers.has(name)))
  const id = kid ?? (await calculateJwkThumbprint(publicKey))
  return { privateKey, publicKey: { ...publicKey, kid: id, alg: algorithm, use: "sig" }, id }
}

const publicMembers = new Set(["kty", "crv", "e", "n", "x", "y"])

const signOne = async (jwt: UnsignedJwt, { id, privateKey }: Key): Promise<SignedJwt> => {
  const { SignJWT, UnsecuredJWT } = await import("jose")
  if (jwt.flaw === "none") {
    return { placeholder: jwt.placeholder, text: new UnsecuredJWT({ ...jwt.claims }).encode() }
  }
  const text = await new SignJWT({ ...jwt.claims })
    .setProtectedHeader({ alg: jwt.algorithm, kid: id, typ: jwt.type })
    .sign(privateKey)
  return { placeholder: jwt.placeholder, text: jwt.flaw === "signature" ? withWrongSignature(text) : text }
}

// Another first character changes the first bits, whatever the length.
const withWrongSignature = (jwt: string): string =>
  jwt.replace(/[^.](?=[^.]*$)(?<=\..)/, (first) => (first === "A" ? "B" : "A"))

const toJson = (key: JWK): JsonMembers => JSON.parse(JSON.stringify(key))
