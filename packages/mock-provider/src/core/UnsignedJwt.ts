/** What the core leaves to be signed: signing takes time, and the core takes none. */
import type { JsonMembers } from "./JsonMembers.ts"

/**
 * Names a signature algorithm.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7518#section-3.1
 * @see https://www.rfc-editor.org/rfc/rfc8037#section-3.1
 * @category models
 * @since 0.1.0
 */
export type SigningAlgorithm = "RS256" | "ES256" | "EdDSA"

/**
 * Describes a JWT to be signed. Its `placeholder` stands for it in the response and in the state until then: 43
 * characters of base64url that occur nowhere else.
 */
export interface UnsignedJwt {
  readonly placeholder: string
  readonly kind: "access token" | "id token"
  readonly algorithm: SigningAlgorithm
  readonly type: "at+jwt" | "JWT"
  readonly claims: JsonMembers
  /** What is wrong with it on purpose: a signature that does not fit, or none at all (`alg: none`). */
  readonly flaw?: "none" | "signature"
}
