/** One real provider as data. */
import type { ClientAuthenticationMethod } from "../core/Client.ts"
import type { Allowances, EndpointOptions, Requirements } from "../core/ProviderBehaviour.ts"
import type { Rotation } from "../core/Rotation.ts"
import type { NaiveStep } from "../quirks/QuirkDefinition.ts"
import type { Quirk, QuirkName } from "../quirks/quirks.ts"

/**
 * Describes a provider: where it is, how its clients authenticate, how long its tokens live, and how it differs from
 * the standard. It is plain data, and every fact in it has a source.
 *
 * @category models
 * @since 0.1.0
 */
export interface Profile {
  /** What `findProfile` finds it by: lower case, words joined by hyphens. */
  readonly name: string
  readonly title: string
  /** Who the provider's metadata and callbacks name. Left out: the origin of the authorization endpoint. */
  readonly issuer?: string
  /** The provider's own URLs. Others are not there, apart from the mock's `resource`, which wants an access token. */
  readonly endpoints: ProfileEndpoints
  /** Further URLs of the two endpoints that every provider has. Clients may use them, and the mock does not serve them. */
  readonly otherEndpoints?: OtherEndpoints
  /** The methods that the provider takes. Clients use the first. Which are documented: `documentedAuthenticationOf`. */
  readonly clientAuthentication: ReadonlyArray<
    Exclude<ClientAuthenticationMethod, "client_secret_jwt" | "private_key_jwt">
  >
  /** `unknown`: no source says so, and clients do not use it. */
  readonly pkce: "required" | "supported" | "unknown"
  /** Some of the provider's scopes, for examples and tests. */
  readonly scopes: ReadonlyArray<string>
  /** What clients add to the authorization request, where the provider does without. */
  readonly authorizeParameters?: Readonly<Record<string, string>>
  readonly quirks: ReadonlyArray<Quirk>
  /** In seconds. `unlimited`: it does not expire. Left out: no source says. */
  readonly lifetimes?: ProfileLifetimes
  /** What becomes of a refresh token when it is used. Left out: no source says, and it stays good. */
  readonly rotation?: Rotation
  /** What the provider forgives. */
  readonly allow?: Allowances
  /** What it asks for beside PKCE, and beside what its quirks say. */
  readonly require?: Pick<Requirements, "state">
  readonly sources: ReadonlyArray<Source>
  /** Where a client that knows RFC 6749 alone fails. */
  readonly naive: NaiveOutcome
}

/**
 * Describes the URLs of a provider. `refresh` is a second URL of the token endpoint.
 *
 * @category models
 * @since 0.1.0
 */
export type ProfileEndpoints = Required<Pick<EndpointOptions, "authorize" | "token">> & {
  readonly [
    Name in Exclude<keyof EndpointOptions, "authorize" | "token" | "consent" | "deviceVerification">
  ]?: string
}

/**
 * Describes further URLs of a provider's endpoints: older ones, those of other regions, and those of single customers.
 * A name in braces stands for what differs: `https://{tenant}.example/token`.
 *
 * @category models
 * @since 0.1.0
 */
export interface OtherEndpoints {
  readonly authorize?: ReadonlyArray<string>
  readonly token?: ReadonlyArray<string>
}

/**
 * Describes lifetimes in seconds.
 *
 * @category models
 * @since 0.1.0
 */
export interface ProfileLifetimes {
  readonly code?: number
  readonly accessToken?: number | "unlimited"
  readonly refreshToken?: number
  readonly deviceCode?: number
}

/**
 * Describes a source: where it is, whose it is, what it says in our words, which facts of the profile rest on it, and
 * the day on which it was read (YYYY-MM-DD).
 *
 * @category models
 * @since 0.1.0
 */
export interface Source {
  /** A URL, or a file as `owner/repository: path`. */
  readonly at: string
  /** `provider`: its documents, its published metadata (a copy counts), its own code. `others`: everything else. */
  readonly by: "provider" | "others"
  readonly says: string
  readonly supports: ReadonlyArray<Fact | QuirkName>
  readonly read: string
}

/**
 * Names a fact of a profile that is no quirk.
 *
 * @category models
 * @since 0.1.0
 */
export type Fact =
  | "allow"
  | "authorizeParameters"
  | "clientAuthentication"
  | "endpoints"
  | "lifetimes"
  | "otherEndpoints"
  | "pkce"
  | "require"
  | "rotation"
  | "scopes"

/**
 * Describes what becomes of a client that knows RFC 6749 alone: the step at which it fails, and what it says then; or
 * why it does not notice.
 *
 * @category models
 * @since 0.1.0
 */
export type NaiveOutcome =
  | { readonly fails: Exclude<NaiveStep, "nowhere">; readonly saying: string }
  | { readonly fails: "nowhere"; readonly because: string }
