/** How a provider behaves, as options: what a profile of a real provider consists of. */
import type { ResponseMode } from "./ResponseMode.ts"
import type { EndpointName } from "./Endpoint.ts"
import type { JsonMembers } from "./JsonMembers.ts"
import type { Deviations } from "./Deviations.ts"
import type { Rotation } from "./Rotation.ts"
import type { SigningAlgorithm } from "./UnsignedJwt.ts"

/**
 * Describes a provider without its clients, its users and its tests. Everything that is left out is the strict
 * standard.
 *
 * @category models
 * @since 0.1.0
 */
export interface ProviderBehaviour {
  /** Who signs and is discovered. Default: the origin of the authorization endpoint. */
  readonly issuer?: string
  /**
   * Any http or https URLs, on any hosts; `false` leaves an endpoint out. Default: `/authorize`, `/token` and so on
   * under `https://provider.test`, or under the issuer if it is given, or under the authorization endpoint's origin.
   */
  readonly endpoints?: EndpointOptions
  /** Default: `rotate`. */
  readonly rotation?: Rotation
  readonly lifetimes?: LifetimeOptions
  readonly accessTokens?: AccessTokenOptions
  /** Whether the scope `openid` brings an id token. Default: true. */
  readonly idTokens?: boolean
  /** The ways by which a callback may come back. Default: `query`, `fragment` and `form_post`. */
  readonly responseModes?: ReadonlyArray<ResponseMode>
  /** How tokens are bound to the keys of clients (RFC 9449). Default: those of requests with a proof. `false`: not at all. */
  readonly dpop?: DpopOptions | false
  readonly require?: Requirements
  readonly allow?: Allowances
  readonly device?: DeviceOptions
  /** Whether clients may register themselves (RFC 7591). Default: not. */
  readonly registration?: RegistrationOptions
  readonly deviations?: Deviations
  /** Members added to each token response. They do not replace the standard ones. */
  readonly tokenMembers?: JsonMembers
}

/**
 * Describes where endpoints are.
 *
 * @category models
 * @since 0.1.0
 */
export type EndpointOptions = { readonly [Name in "authorize" | "token"]?: string } & {
  readonly [Name in Exclude<EndpointName, "authorize" | "token">]?: string | false
} & {
  /** A second URL of the token endpoint, for the providers that have one for refresh requests. Default: none. */
  readonly refresh?: string
  /** Where people enter the code of their device, served by an edge. Default: `/device`. */
  readonly deviceVerification?: string
  /** Where people are asked, served by an edge. Default: `/consent`. */
  readonly consent?: string
}

/**
 * Describes lifetimes in seconds. Default: code 60, access token 3600, id token 3600, refresh token without end,
 * pushed request 60, device code 600, and 600 for a consent that a person is asked for. `Infinity`, which codes, access
 * tokens and consents may have, is without end.
 *
 * @category models
 * @since 0.1.0
 */
export interface LifetimeOptions {
  readonly code?: number
  readonly accessToken?: number
  readonly idToken?: number
  readonly refreshToken?: number
  readonly pushedRequest?: number
  readonly deviceCode?: number
  readonly consent?: number
}

/**
 * Describes access tokens: `opaque` (default) or `jwt` (RFC 9068), and how JWTs, id tokens too, are signed (default:
 * `RS256`).
 *
 * @category models
 * @since 0.1.0
 */
export interface AccessTokenOptions {
  readonly format?: "opaque" | "jwt"
  readonly algorithm?: SigningAlgorithm
}

/**
 * Describes how tokens are bound to keys: whether every token is (`required`), and whether each proof needs a nonce that the
 * provider gave (`nonce`). Default: neither.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9449#section-8
 * @category models
 * @since 0.1.0
 */
export interface DpopOptions {
  readonly required?: boolean
  readonly nonce?: boolean
}

/**
 * Describes who may write assertions that give tokens: the `iss` of them, and the public keys, as JWKs, that sign them.
 * `clientId` is the client that requests come from which name none.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7523#section-2.1
 * @category models
 * @since 0.1.0
 */
export interface AssertionIssuer {
  readonly issuer: string
  readonly keys: ReadonlyArray<JsonMembers>
  readonly clientId?: string
}

/**
 * Describes who may register clients: anyone, or who has the initial access token.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7591#section-3
 * @category models
 * @since 0.1.0
 */
export type RegistrationOptions = "open" | { readonly initialAccessToken: string }

/**
 * Describes what is asked for beyond the standard.
 *
 * @category models
 * @since 0.1.0
 */
export interface Requirements {
  /** Refuses authorization requests without a code challenge. Default: those of public clients (RFC 9700, 2.1.1). */
  readonly pkce?: boolean
  /** Refuses authorization requests that were not pushed before (RFC 9126, 5). */
  readonly pushedAuthorization?: boolean
  /** Refuses authorization requests without `state`. */
  readonly state?: boolean
  /** Refuses refresh requests without the `redirect_uri` of the grant, as a few providers do. */
  readonly redirectUriOnRefresh?: boolean
}

/**
 * Describes what is forgiven. Each is a weakness: the strict provider has none of them.
 *
 * @category models
 * @since 0.1.0
 */
export interface Allowances {
  /** Accepts `plain` challenges, which protect nothing from who can read the authorization request. */
  readonly plainChallenge?: boolean
  /** Accepts an exchange without the verifier of its challenge: a stolen code is then enough. */
  readonly missingVerifier?: boolean
  /** Accepts a verifier for a code without a challenge: PKCE can then be stripped from the authorization request. */
  readonly verifierWithoutChallenge?: boolean
  /** Accepts a code again while it lives: a replayed callback then works. */
  readonly codeReuse?: boolean
  /** Accepts redirect URIs that only begin with a registered one: a page of the client's host can then get codes. */
  readonly redirectUriPrefix?: boolean
  /** Accepts redirect URIs below a registered one, on the same host and port: any page there can then get codes. */
  readonly redirectUriSubPath?: boolean
  /** Takes an authorization request without `response_type` for one that asks for a code. */
  readonly missingResponseType?: boolean
  /** Takes a token request without `grant_type` for that of the code or of the refresh token that it has. */
  readonly missingGrantType?: boolean
  /** Accepts an exchange without the `redirect_uri` of the authorization request. */
  readonly missingRedirectUri?: boolean
  /** Accepts parameters that occur twice, and takes the first: two parsers may then see two requests. */
  readonly duplicateParameters?: boolean
  /** Accepts a client that authenticates in the field and in the body at once. */
  readonly repeatedAuthentication?: boolean
  /** Accepts a client's secret in the field and in the body alike, wherever it is registered for. */
  readonly anyAuthenticationMethod?: boolean
  /** Accepts requests that carry the client secret in the URL, where logs keep it. */
  readonly secretInUrl?: boolean
  /** Accepts an assertion of a client again, or one without `jti`: who reads one can then be the client. */
  readonly reusedAssertion?: boolean
  /** Grants scopes that are not the client's. */
  readonly unregisteredScope?: boolean
  /** Ignores `resource` (RFC 8707), as most providers do: a token is then good at every API. */
  readonly ignoredResource?: boolean
  /** Leaves `iss` out of the callback: a client cannot then tell a mix-up of two providers (RFC 9207). */
  readonly callbackWithoutIssuer?: boolean
  /** Answers at userinfo also without the scope `openid`. */
  readonly userinfoWithoutOpenid?: boolean
  /** Accepts the access token in the query of userinfo and the resource, where logs keep it. */
  readonly accessTokenInUrl?: boolean
}

/**
 * Describes the device flow: the seconds between two polls (above 0, default 5), and how many polls are answered with
 * `authorization_pending` before the user's decision is known (default 0).
 *
 * @see https://www.rfc-editor.org/rfc/rfc8628#section-3.2
 * @category models
 * @since 0.1.0
 */
export interface DeviceOptions {
  readonly interval?: number
  readonly pendingPolls?: number
}
