/** A client registered with the provider. */
import type { Redacted } from "effect"
import type { JsonMembers } from "./JsonMembers.ts"

/**
 * Names a way for a client to authenticate at the token endpoint; `none` is a public client, which only says who it
 * is. By a JWT it proves that it has a secret, or a key of its own, and sends neither.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-2.3
 * @see https://openid.net/specs/openid-connect-core-1_0.html#ClientAuthentication
 * @category models
 * @since 0.1.0
 */
export type ClientAuthenticationMethod =
  | "client_secret_basic"
  | "client_secret_jwt"
  | "client_secret_post"
  | "none"
  | "private_key_jwt"

/**
 * Names the grant of devices at the token endpoint.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8628#section-3.4
 * @category data
 * @since 0.1.0
 */
export const deviceCodeGrant = "urn:ietf:params:oauth:grant-type:device_code"

/**
 * Names the grant of assertions at the token endpoint.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7523#section-2.1
 * @category data
 * @since 0.1.0
 */
export const jwtBearerGrant = "urn:ietf:params:oauth:grant-type:jwt-bearer"

/**
 * Names the exchange of a token for another one at the token endpoint.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8693#section-2.1
 * @category data
 * @since 0.1.0
 */
export const tokenExchangeGrant = "urn:ietf:params:oauth:grant-type:token-exchange"

/** Lists the grants that the token endpoint serves. */
export const grantTypes = [
  "authorization_code",
  "refresh_token",
  "client_credentials",
  deviceCodeGrant,
  jwtBearerGrant,
  tokenExchangeGrant
] as const

/**
 * Names a grant that the token endpoint serves.
 *
 * @category models
 * @since 0.1.0
 */
export type GrantType = (typeof grantTypes)[number]

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
  /** Its public keys, as JWKs, by which it signs JWTs. */
  readonly keys: ReadonlyArray<JsonMembers>
  readonly redirectUris: ReadonlyArray<string>
  /** Where the browser may go back to once its user has signed out. */
  readonly postLogoutRedirectUris: ReadonlyArray<string>
  readonly scopes: ReadonlyArray<string> | undefined
  readonly grantTypes: ReadonlyArray<GrantType>
  readonly accessTokens: "opaque" | "jwt" | undefined
  /** Whether all of its access tokens are bound to a key (RFC 9449, 5.2). */
  readonly dpopBound: boolean
}

/**
 * Says whether a client is public: it has no way to prove who it is.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-2.1
 */
export const isPublic = ({ authentication }: Client): boolean =>
  authentication.every((method) => method === "none")
