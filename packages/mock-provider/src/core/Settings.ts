/** What the provider is configured with. */
import type { HashMap } from "effect"
import type { Client } from "./Client.ts"
import type { SyncApprover } from "./Consent.ts"
import type { Endpoint, EndpointUrls } from "./Endpoint.ts"
import type { JsonMembers } from "./JsonMembers.ts"
import type { ClaimsRule } from "./OwnClaims.ts"
import type { ResponseMode } from "./ResponseMode.ts"
import type {
  Allowances,
  AssertionIssuer,
  DeviceOptions,
  RegistrationOptions,
  Requirements
} from "./ProviderBehaviour.ts"
import type { Deviations } from "./Deviations.ts"
import type { RotationPolicy } from "./Rotation.ts"
import type { SigningAlgorithm } from "./UnsignedJwt.ts"
import type { User } from "./User.ts"

/**
 * Describes lifetimes in seconds. A refresh token without one never expires, and with `Infinity` neither do codes,
 * access tokens and consents.
 *
 * @category models
 * @since 0.1.0
 */
export interface Lifetimes {
  readonly code: number
  readonly accessToken: number
  readonly idToken: number
  readonly refreshToken: number | undefined
  readonly pushedRequest: number
  readonly deviceCode: number
  readonly consent: number
}

/** Describes how tokens are bound to keys: whether all are, and what nonces are made with where proofs need one. */
export interface DpopSettings {
  readonly isRequired: boolean
  readonly nonceKey: string | undefined
}

/** Describes the whole configuration, in the form in which the core uses it. */
export interface Settings {
  readonly issuer: string
  readonly endpoints: ReadonlyArray<Endpoint>
  readonly urls: EndpointUrls
  readonly pages: { readonly consent: string; readonly deviceVerification: string }
  readonly clients: HashMap.HashMap<string, Client>
  /** By subject, in the order given: the first is who approves where no other is named. */
  readonly users: ReadonlyMap<string, User>
  /** Who is signed in at the browser; left out: whoever is asked for. */
  readonly signedIn: ReadonlyArray<string> | undefined
  readonly lifetimes: Lifetimes
  readonly rotation: RotationPolicy
  readonly accessTokens: "opaque" | "jwt"
  readonly algorithm: SigningAlgorithm
  readonly idTokens: boolean
  readonly require: Requirements & Required<Omit<Requirements, "pkce">>
  readonly allow: Required<Allowances>
  readonly device: Required<DeviceOptions>
  readonly deviations: Deviations
  readonly approver: SyncApprover
  readonly responseModes: ReadonlyArray<ResponseMode>
  /** Whether and how tokens are bound to keys; left out: not, and proofs of keys are not looked at. */
  readonly dpop: DpopSettings | undefined
  /** Whose assertions give tokens. */
  readonly assertionIssuers: ReadonlyArray<AssertionIssuer>
  /** Whether a client may be known by the document at its id. */
  readonly clientDocuments: boolean
  /** Whether clients may register themselves: anyone, or who has a token. */
  readonly registration: RegistrationOptions | undefined
  /** The resources that tokens may be for, beside the one of the resource endpoint. */
  readonly resources: ReadonlyArray<string>
  /** Claims added to tokens and to what userinfo answers. */
  readonly claims: ReadonlyArray<ClaimsRule>
  /** Members added to each token response. They do not replace the standard ones. */
  readonly tokenMembers: JsonMembers
  /** How many entries of each kind the provider remembers. Beyond, the oldest are forgotten. */
  readonly capacity: number
}
