/** JWTs that requests carry. Signatures take time to verify, and the core takes none: what it needs verified is a list. */
import type { Redacted } from "effect"
import { Base64Url } from "effect/encoding"
import { Result } from "effect"
import type { JsonMembers } from "./JsonMembers.ts"

/** Names where a request carries a JWT that somebody else may have signed. */
export type JwtPlace = "assertion" | "client_assertion" | "dpop" | "id_token_hint" | "subject_token"

/** Describes who may have signed a JWT: the provider itself, who has the secret, or who has one of the keys. */
export type JwtSigner =
  | { readonly _tag: "Provider" }
  | { readonly _tag: "Secret"; readonly secret: Redacted.Redacted<string> }
  | { readonly _tag: "Keys"; readonly keys: ReadonlyArray<JsonMembers> }

/** Describes a JWT whose signature is to be verified before the request is answered. */
export interface UnverifiedJwt {
  readonly place: JwtPlace
  readonly text: string
  readonly signer: JwtSigner
}

/** Describes a JWT as it reads, whoever signed it. */
export interface DecodedJwt {
  readonly header: JsonMembers
  readonly claims: JsonMembers
}

/**
 * Lists the algorithms of signatures by a key pair that the provider verifies.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7518#section-3.1
 */
export const keyAlgorithms: ReadonlyArray<string> = ["RS256", "PS256", "ES256", "EdDSA", "Ed25519"]

/**
 * Lists the algorithms of signatures by a secret that the provider verifies.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7518#section-3.2
 */
export const secretAlgorithms: ReadonlyArray<string> = ["HS256", "HS384", "HS512"]

/**
 * Reads a JWT without verifying it; `undefined` for what is none, and for one of more than 16 KiB.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7519#section-7.2
 */
export const decodeJwt = (text: string): DecodedJwt | undefined => {
  const [header, claims, signature, ...rest] = text.length > longest ? [] : text.split(".")
  if (header === undefined || claims === undefined || signature === undefined || rest.length > 0)
    return undefined
  const decoded = { header: decodePart(header), claims: decodePart(claims) }
  return decoded.header === undefined || decoded.claims === undefined
    ? undefined
    : { header: decoded.header, claims: decoded.claims }
}

const longest = 16_384

const decodePart = (text: string): JsonMembers | undefined => {
  const decoded = Base64Url.decodeString(text)
  if (Result.isFailure(decoded)) return undefined
  try {
    const value: unknown = JSON.parse(decoded.success)
    return isMembers(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** Says whether a value of JSON is an object. */
export const isMembers = (value: unknown): value is JsonMembers =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/**
 * Lists an audience, which is a text or several.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7519#section-4.1.3
 */
export const audienceOf = ({ claims }: DecodedJwt): ReadonlyArray<unknown> => {
  const { aud } = claims
  if (Array.isArray(aud)) return aud
  return aud === undefined ? [] : [aud]
}
