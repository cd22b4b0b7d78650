/** The PKCE verifier in a token request. */
import type { WireRequest } from "../../subject/Protocol.ts"
import { bodyParameters } from "../tok/bodyParameters.ts"

/**
 * The `code_verifier` of a token request, in a form or in JSON, or null.
 *
 * @see RFC 7636, section 4.5
 * @category requests
 * @since 0.1.0
 */
export const verifierOf = (request: WireRequest): string | null =>
  bodyParameters(request).get("code_verifier")
