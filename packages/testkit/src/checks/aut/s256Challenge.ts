/** The S256 challenge of a PKCE verifier. */
import { createHash } from "node:crypto"

/**
 * Computes the challenge that belongs to a verifier, 43 characters.
 *
 * @see RFC 7636, section 4.2
 * @category requests
 * @since 0.1.0
 */
export const s256Challenge = (verifier: string): string =>
  createHash("sha256").update(verifier).digest("base64url")
