/** What a named quirk is: its parameters, what it makes of a provider, and what a client has to do about it. */
import type { Schema } from "effect"
import type { EndpointOptions, ProviderBehaviour } from "../core/ProviderBehaviour.ts"
import type { ClientSettings } from "./ClientSettings.ts"

/**
 * Names the step at which a client that knows RFC 6749 alone fails: the authorization request, the code exchange, the
 * refresh, linking the account again, or understanding a refusal. `nowhere`: it gets through all of them.
 *
 * @category models
 * @since 0.1.0
 */
export type NaiveStep = "authorize" | "exchange" | "refresh" | "relink" | "refusal" | "nowhere"

/**
 * Defines a quirk. Its parameters are plain data, the same in code and in JSON. Both functions may look at the
 * endpoints of the provider that has it.
 */
export interface QuirkDefinition<Fields extends Schema.Struct.Fields> {
  /** A sentence about a provider that has the quirk. */
  readonly summary: string
  readonly fields: Fields
  /** What the mock does. */
  readonly behaviour: (quirk: Schema.Struct.Type<Fields>, endpoints: EndpointOptions) => ProviderBehaviour
  /** What a client has to do about it, if anything. */
  readonly client?: (quirk: Schema.Struct.Type<Fields>, endpoints: EndpointOptions) => ClientSettings
  /** Where a client of RFC 6749 alone fails, which may depend on the parameters. */
  readonly naive: NaiveStep | ((quirk: Schema.Struct.Type<Fields>) => NaiveStep)
}

/** Defines a quirk: gives the definition its type. */
export const defineQuirk = <const Fields extends Schema.Struct.Fields>(
  definition: QuirkDefinition<Fields>
): QuirkDefinition<Fields> => definition
