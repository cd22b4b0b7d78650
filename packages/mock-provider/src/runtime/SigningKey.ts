/** A key that signs: generated, or one of the test author's own. */
import type { CryptoKey, JWK } from "jose"
import { base64url, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, UnsecuredJWT } from "jose"
import type { JsonMembers } from "../core/JsonMembers.ts"
import type { SignedJwt } from "../core/signTokens.ts"
import type { SigningAlgorithm, UnsignedJwt } from "../core/UnsignedJwt.ts"

/** A key, with the public half as the provider shows it. */
export interface SigningKey {
  readonly sign: (jwt: UnsignedJwt) => Promise<SignedJwt>
  readonly publicKey: JsonMembers
}

/** Generates a key, of 2048 bits where its size may vary. */
export const generateKey = async (algorithm: SigningAlgorithm): Promise<SigningKey> => {
  const { privateKey, publicKey } = await generateKeyPair(algorithm)
  return makeKey(privateKey, await exportJWK(publicKey), algorithm)
}

/** Imports a private key. It keeps its `kid`, and has its thumbprint for one where it has none. */
export const importKey = async (jwk: JsonMembers, algorithm: SigningAlgorithm): Promise<SigningKey> => {
  const { kid, ...key }: JWK = { ...jwk, alg: algorithm }
  const privateKey = await importJWK(key, algorithm)
  if (privateKey instanceof Uint8Array) throw new Error("A signing key is a secret, not a key pair.")
  const publicKey = Object.fromEntries(Object.entries(key).filter(([name]) => publicMembers.has(name)))
  return makeKey(privateKey, publicKey, algorithm, kid)
}

const publicMembers = new Set(["kty", "crv", "e", "n", "x", "y"])

const makeKey = async (
  privateKey: CryptoKey,
  publicKey: JWK,
  algorithm: SigningAlgorithm,
  kid?: string
): Promise<SigningKey> => {
  const id = kid ?? (await calculateJwkThumbprint(publicKey))
  return {
    sign: (jwt) => sign(jwt, privateKey, id),
    publicKey: toJson({ ...publicKey, kid: id, alg: algorithm, use: "sig" })
  }
}

// jose's signer looks at header and key anew for each JWT: a fifth of what an exchange costs beside the signature.
const sign = async (
  { algorithm, claims, flaw, placeholder, type }: UnsignedJwt,
  privateKey: CryptoKey,
  kid: string
): Promise<SignedJwt> => {
  if (flaw === "none") return { placeholder, text: new UnsecuredJWT({ ...claims }).encode() }
  const signed = `${encode({ alg: algorithm, kid, typ: type })}.${encode(claims)}`
  const signature = await crypto.subtle.sign(parameters[algorithm], privateKey, encoder.encode(signed))
  const text = `${signed}.${base64url.encode(new Uint8Array(signature))}`
  return { placeholder, text: flaw === "signature" ? withWrongSignature(text) : text }
}

const encoder = new TextEncoder()

const encode = (members: JsonMembers): string => base64url.encode(JSON.stringify(members))

/** What Web Crypto calls the algorithms of RFC 7518 and RFC 8037. */
const parameters: Readonly<Record<SigningAlgorithm, AlgorithmIdentifier | EcdsaParams>> = {
  RS256: "RSASSA-PKCS1-v1_5",
  ES256: { name: "ECDSA", hash: "SHA-256" },
  EdDSA: "Ed25519"
}

// Another first character changes the first bits, whatever the length.
const withWrongSignature = (jwt: string): string =>
  jwt.replace(/[^.](?=[^.]*$)(?<=\..)/, (first) => (first === "A" ? "B" : "A"))

const toJson = (key: JWK): JsonMembers => JSON.parse(JSON.stringify(key))
