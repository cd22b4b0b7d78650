/** A linking flow that waits for the user or for the provider's callback. */
import type { Redacted } from "effect"

/**
 * Says why a flow began: a user adds an account, or one that exists has to be authorized again.
 *
 * @category models
 * @since 0.1.0
 */
export type LinkSource = { readonly type: "user" } | { readonly type: "reauth"; readonly accountId: string }

/**
 * Holds a flow between two requests. `authorization` is there once the user was sent to the provider; the PKCE
 * verifier lives here and nowhere else. `expiresAt` is in seconds since 1970.
 *
 * @category models
 * @since 0.1.0
 */
export interface PendingLink {
  readonly flowId: string
  readonly domain: string
  readonly source: LinkSource
  readonly redirectUri: string
  readonly expiresAt: number
  readonly authorization?:
    | { readonly implementation: string; readonly codeVerifier?: Redacted.Redacted | undefined }
    | undefined
}

/**
 * How long a flow may take, in seconds, from its beginning and again from the moment the user is sent to the provider.
 *
 * @category constants
 * @since 0.1.0
 */
export const linkLifetime = 600
