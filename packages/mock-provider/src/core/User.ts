/** A user of the provider. */
import type { JsonMembers } from "./JsonMembers.ts"

/**
 * Describes a user: the subject that tokens name, and the claims that userinfo gives.
 *
 * @see https://openid.net/specs/openid-connect-core-1_0.html#StandardClaims
 * @category models
 * @since 0.1.0
 */
export interface User {
  readonly subject: string
  readonly claims: JsonMembers
}
