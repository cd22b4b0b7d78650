/** How a mock provider is configured. */
import type { Redacted } from "effect"
import type { ClientAuthenticationMethod, GrantType } from "../core/Client.ts"
import type { Approver, ConsentRule } from "../core/Consent.ts"
import type { ClaimsRule } from "../core/OwnClaims.ts"
import type { JsonMembers } from "../core/JsonMembers.ts"
import type { AssertionIssuer, ProviderBehaviour } from "../core/ProviderBehaviour.ts"
import type { FaultPlan } from "../faults/FaultPlan.ts"
import type { Exchange } from "./Exchange.ts"
import type { ProviderClock } from "./ProviderClock.ts"

/**
 * Describes a client to register. `grantTypes` defaults to `authorization_code` and `refresh_token`; without the
 * latter the client gets no refresh tokens. `scopes` lists what it may be granted; left out, anything. `accessTokens`
 * defaults to the provider's format. `jwks` holds its public keys, by which it signs JWTs. `postLogoutRedirectUris` lists
 * where the browser may go back to from `endpoints.endSession`. `dpopBound` has all of its tokens bound to a key (RFC 9449).
 *
 * @category models
 * @since 0.1.0
 */
export interface ClientOptions {
  readonly clientId: string
  readonly clientSecret?: string | Redacted.Redacted<string>
  readonly authentication: ClientAuthenticationMethod | ReadonlyArray<ClientAuthenticationMethod>
  readonly redirectUris: ReadonlyArray<string>
  readonly scopes?: ReadonlyArray<string>
  readonly grantTypes?: ReadonlyArray<GrantType>
  readonly accessTokens?: "opaque" | "jwt"
  readonly jwks?: { readonly keys: ReadonlyArray<JsonMembers> }
  readonly postLogoutRedirectUris?: ReadonlyArray<string>
  readonly dpopBound?: boolean
}

/**
 * Describes a user to register: the subject that tokens name, and the claims that userinfo gives.
 *
 * @see https://openid.net/specs/openid-connect-core-1_0.html#StandardClaims
 * @category models
 * @since 0.1.0
 */
export interface UserOptions {
  readonly subject: string
  readonly claims?: JsonMembers
}

/**
 * Describes a grant that is made without a flow, and its tokens. `scope` defaults to all that the client may have,
 * `subject` to the first user; `null` is the client's own grant. Texts of tokens default to random ones, of grants in the
 * options to none. `expiresIn` is the access token's lifetime in seconds, by default the provider's.
 *
 * @category models
 * @since 0.1.0
 */
export interface GrantOptions {
  readonly clientId: string
  readonly subject?: string | null
  readonly scope?: ReadonlyArray<string>
  readonly accessToken?: string
  readonly refreshToken?: string
  readonly expiresIn?: number
}

/**
 * Describes tokens that were minted.
 *
 * @category models
 * @since 0.1.0
 */
export interface MintedTokens {
  readonly accessToken: string
  readonly refreshToken?: string
  readonly idToken?: string
  readonly scope: ReadonlyArray<string>
}

/**
 * Describes how consent is given: `approve` (default), `deny`, `ask` for a person on the consent page, rules of which
 * the first that matches decides, or a function.
 *
 * @category models
 * @since 0.1.0
 */
export type ConsentOptions = "approve" | "deny" | "ask" | ReadonlyArray<ConsentRule> | Approver

/**
 * Describes a provider: how it behaves, who uses it, and how it is tested.
 *
 * @category models
 * @since 0.1.0
 */
export interface MockProviderOptions extends ProviderBehaviour {
  readonly clients: ReadonlyArray<ClientOptions>
  /** Default: one user, `user-1`. The first is who approves where no other is named. */
  readonly users?: ReadonlyArray<UserOptions>
  /**
   * Who is signed in at the browser, by subject. With `prompt=none`, somebody has to be, and has to be the one whom
   * `login_hint` names; of several, a person has to choose. Left out: whoever is asked for.
   */
  readonly signedIn?: ReadonlyArray<string>
  /** Grants that are there from the start, with tokens of one's own. */
  readonly grants?: ReadonlyArray<GrantOptions>
  /** The resources that tokens may be for (RFC 8707), beside the one at `endpoints.resource`. */
  readonly resources?: ReadonlyArray<string>
  /** Who may write assertions that give tokens of the provider's users (RFC 7523, 2.1). Default: nobody. */
  readonly assertionIssuers?: ReadonlyArray<AssertionIssuer>
  /**
   * Private keys, as JWKs, that sign JWTs: the first one, and after each rotation the next. `accessTokens.algorithm` is then
   * that of the first. Default: one that is made when it is needed.
   */
  readonly signingKeys?: ReadonlyArray<JsonMembers>
  /**
   * Takes an https URL for the id of a client that its document there describes: documents by their URLs, or `fetch`, which
   * gets them. Default: clients are those that are registered.
   *
   * @see https://datatracker.ietf.org/doc/draft-ietf-oauth-client-id-metadata-document/
   */
  readonly clientDocuments?: "fetch" | Readonly<Record<string, JsonMembers>>
  /** Claims of one's own in access tokens, id tokens and what userinfo answers: by user, client and scope. */
  readonly claims?: ReadonlyArray<ClaimsRule>
  /** The user's decision. */
  readonly consent?: ConsentOptions
  readonly faults?: FaultPlan
  readonly limits?: LimitOptions
  /** Called with each exchange as it enters the journal. */
  readonly onExchange?: (exchange: Exchange) => void
  /** Default: the system's. */
  readonly clock?: ProviderClock
  /** Random bytes, of which no two calls give the same. Default: the system's. */
  readonly randomBytes?: (size: number) => Uint8Array
}

/**
 * Describes how much a provider remembers: exchanges in its journal (default 10,000) and about how many bytes they hold
 * together (default 64 MiB), and entries of each kind, such as codes or refresh tokens (default 20,000). Beyond, the
 * oldest are forgotten, of entries half of them at once. Of a body, the journal keeps 64 KiB.
 *
 * @category models
 * @since 0.1.0
 */
export interface LimitOptions {
  readonly journal?: number
  readonly journalBytes?: number
  readonly entries?: number
}
