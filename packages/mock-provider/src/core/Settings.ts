/** What the provider is configured with. */
import type { HashMap, Schema } from "effect"
import type { Client } from "./Client.ts"
import type { Approver } from "./Consent.ts"
import type { Endpoint } from "./Endpoint.ts"

/**
 * Describes lifetimes in seconds. A refresh token without one never expires.
 *
 * @category models
 * @since 0.1.0
 */
export interface Lifetimes {
  readonly code: number
  readonly accessToken: number
  readonly refreshToken: number | undefined
}

/**
 * Names what becomes of a refresh token when it is used: `none` keeps it and sends no new one, `rotate` replaces it,
 * and a second use of the old one revokes all that came of the same grant.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9700#section-4.14.2
 * @category models
 * @since 0.1.0
 */
export type Rotation = "none" | "rotate"

/**
 * Describes the whole configuration, in the form in which the core uses it.
 *
 * @category models
 * @since 0.1.0
 */
export interface Settings {
  readonly endpoints: ReadonlyArray<Endpoint>
  readonly clients: HashMap.HashMap<string, Client>
  readonly lifetimes: Lifetimes
  readonly rotation: Rotation
  readonly requirePkce: boolean
  readonly allowPlainChallenge: boolean
  readonly approver: Approver
  /** Members added to each token response. They do not replace the standard ones. */
  readonly tokenMembers: Readonly<Record<string, Schema.Json>>
}
