/** A client registered with the provider. */
import type { Redacted } from "effect"

/**
 * Names a way for a client to authenticate at the token endpoint; `none` is a public client, which only says who it
 * is.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-2.3
 * @category models
 * @since 0.1.0
 */
export type ClientAuthenticationMethod = "client_secret_basic" | "client_secret_post" | "none"

/**
 * Names the grant of devices at the token endpoint.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8628#section-3.4
 * @category data
 * @since 0.1.0
 */
export const deviceCodeGrant = "urn:ietf:params:oauth:grant-type:device_code"

/**
 * Names a grant that the token endpoint serves.
 *
 * @category models
 * @since 0.1.0
 */
export type GrantType = "authorization_code" | "refresh_token" | "client_credentials" | typeof deviceCodeGrant

/**
 * Describes a registered client. `authentication` lists the methods it may use, one for each request. `scopes` lists
 * what it may be granted; `undefined` means anything. `accessTokens` overrides the provider's format. Redirect URIs are
 * compared exactly, apart from the port of a loopback address.
 *
 * @category models
 * @since 0.1.0
 */
export interface Client {
  readonly clientId: string
  readonly clientSecret: Redacted.Redacted<string> | undefined
  readonly authentication: ReadonlyArray<ClientAuthenticationMethod>
  readonly redirectUris: ReadonlyArray<string>
  readonly scopes: ReadonlyArray<string> | undefined
  readonly grantTypes: ReadonlyArray<GrantType>
  readonly accessTokens: "opaque" | "jwt" | undefined
}

/**
 * Says whether a client is public: it has no way to prove who it is.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-2.1
 * @category guards
 * @since 0.1.0
 */
export const isPublic = ({ authentication }: Client): boolean =>
  authentication.every((method) => method === "none")
