/** The signatures of JWTs that requests carry. */
import { Redacted } from "effect"
import type { JWK } from "jose"
import type { JsonMembers } from "../core/JsonMembers.ts"
import type { JwtPlace, UnverifiedJwt } from "../core/ReceivedJwt.ts"
import { keyAlgorithms, secretAlgorithms } from "../core/ReceivedJwt.ts"
import type { SigningKeys } from "./SigningKeys.ts"

/**
 * Verifies the signatures of JWTs, and says which of them fit. It never rejects, whatever the keys.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7515#section-5.2
 */
export const verifyJwts = async (
  jwts: ReadonlyArray<UnverifiedJwt>,
  own: SigningKeys
): Promise<ReadonlySet<JwtPlace>> => {
  const checked = await Promise.all(jwts.map(async (jwt) => ((await isSigned(jwt, own)) ? [jwt.place] : [])))
  return new Set(checked.flat())
}

const isSigned = async ({ signer, text }: UnverifiedJwt, own: SigningKeys): Promise<boolean> => {
  switch (signer._tag) {
    case "Provider":
      return isSignedByAny(text, await own.all())
    case "Keys":
      return isSignedByAny(text, signer.keys)
    case "Secret":
      return isSignedBy(text, new TextEncoder().encode(Redacted.value(signer.secret)), secretAlgorithms)
  }
}

const isSignedByAny = async (text: string, keys: ReadonlyArray<JsonMembers>): Promise<boolean> => {
  for (const key of keys) {
    const jwk: JWK = { ...key }
    if (await isSignedBy(text, jwk, keyAlgorithms)) return true
  }
  return false
}

// A key that does not go with the algorithm of the JWT throws too: it has not signed it.
const isSignedBy = async (
  text: string,
  key: JWK | Uint8Array,
  algorithms: ReadonlyArray<string>
): Promise<boolean> => {
  const { compactVerify } = await import("jose")
  try {
    await compactVerify(text, key, { algorithms: [...algorithms] })
    return true
  } catch {
    return false
  }
}
