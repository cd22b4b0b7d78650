/** The compact JWT that a state is: three parts, one fixed header, claims by schema. */
import { Option, Result, Schema } from "effect"
import { Base64Url } from "effect/encoding"

/**
 * Schema of a state's claims. `jti` makes each state unlike any other; `exp` is in seconds since 1970.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7519#section-4.1
 * @category schemas
 * @since 0.1.0
 */
export const StateClaims = Schema.Struct({
  flow_id: Schema.String,
  redirect_uri: Schema.String,
  jti: Schema.String,
  exp: Schema.Finite
})

/**
 * Holds a state's claims.
 *
 * @category models
 * @since 0.1.0
 */
export type StateClaims = typeof StateClaims.Type

// The only header that is made or taken: a state cannot choose how it is verified.
const header = Base64Url.encode(JSON.stringify({ alg: "HS256", typ: "JWT" }))

/**
 * Makes the part of a state that is signed.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7515#section-5.1
 */
export const stateSigningInput = (claims: StateClaims): string =>
  `${header}.${Base64Url.encode(JSON.stringify(claims))}`

/**
 * Splits a state into what is signed and its signature; gives none where it is no state of ours.
 */
export const splitState = (
  state: string
): Option.Option<{
  readonly signed: Uint8Array
  readonly signature: Uint8Array
  readonly payload: string
}> => {
  const [head, payload, signature, ...rest] = state.split(".")
  if (head !== header || payload === undefined || signature === undefined || rest.length > 0)
    return Option.none()
  return Option.map(decodeCanonical(signature), (bytes) => ({
    signed: new TextEncoder().encode(`${head}.${payload}`),
    signature: bytes,
    payload
  }))
}

const decodeClaims = Schema.decodeUnknownOption(Schema.fromJsonString(StateClaims))

/**
 * Reads the claims of a state whose signature was verified.
 */
export const readStateClaims = (payload: string): Option.Option<StateClaims> =>
  Option.flatMap(Result.getSuccess(Base64Url.decodeString(payload)), (json) => decodeClaims(json))

// Other spellings of the same bytes are refused, so that a state is one string.
const decodeCanonical = (text: string): Option.Option<Uint8Array> =>
  Option.filter(Result.getSuccess(Base64Url.decode(text)), (bytes) => Base64Url.encode(bytes) === text)
