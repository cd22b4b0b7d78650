/** Reads what PKCE adds to a linking. */
import { sha256 } from "@noble/hashes/sha2.js"
import { Base64Url } from "effect/encoding"
import type { WireRequest } from "../subject/Protocol.ts"
import { bodyParameters } from "./bodyParameters.ts"

/**
 * The `code_verifier` of a token request, in a form or in JSON, or null.
 *
 * @see RFC 7636, section 4.5
 */
export const verifierOf = (request: WireRequest): string | null =>
  bodyParameters(request).get("code_verifier")

/**
 * Computes the challenge that belongs to a verifier, 43 characters.
 *
 * @see RFC 7636, section 4.2
 */
export const s256Challenge = (verifier: string): string =>
  Base64Url.encode(sha256(new TextEncoder().encode(verifier)))
