/** A provider's answer to a token request, normalised. */
import type { Redacted } from "effect"

/**
 * Holds what a token endpoint granted, before the host has given it an expiry.
 *
 * `expiresIn` is in seconds and positive, absent where the provider does not say. `scope` is as the provider wrote
 * it, an array joined by spaces. `extra` holds every other member, which may well be secret (`id_token`).
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.1
 * @category models
 * @since 0.1.0
 */
export interface TokenResponse {
  readonly accessToken: Redacted.Redacted
  readonly refreshToken?: Redacted.Redacted
  readonly tokenType?: string
  readonly expiresIn?: number
  readonly scope?: string
  readonly extra: Redacted.Redacted<Readonly<Record<string, unknown>>>
}
