/** How an account-link server is configured. */
import { Schema, Struct } from "effect"
import type { ProviderClock } from "../runtime/ProviderClock.ts"
import { check, ClockSchema, FunctionSchema } from "../runtime/checkOptions.ts"
import { Seconds } from "../runtime/timeSchemas.ts"
import { type AccountLinkFault, AccountLinkFaultPlan } from "./AccountLinkFault.ts"
import type { AccountLinkSettings } from "./AccountLinkState.ts"

/**
 * Describes an account-link server: the services that it knows, how its users decide, and how it is tested. Defaults:
 * `https://account-link.test`, no services, users who approve, 600 s to authorize, access tokens for 3,600 s, and refresh
 * tokens that are replaced when they are used.
 *
 * @category models
 * @since 0.1.0
 */
export interface AccountLinkServerOptions extends Partial<Omit<AccountLinkSettings, "lifetimes">> {
  readonly lifetimes?: Partial<AccountLinkSettings["lifetimes"]>
  readonly faults?: ReadonlyArray<AccountLinkFault>
  /** Default: the system's. */
  readonly clock?: ProviderClock
  /** Random bytes, of which no two calls give the same. Default: the system's. */
  readonly randomBytes?: (size: number) => Uint8Array
}

const settingsFields = {
  services: Schema.Array(
    Schema.Struct({
      service: Schema.NonEmptyString,
      minVersion: Schema.String,
      acceptsNewAuthorizations: Schema.optionalKey(Schema.Boolean)
    })
  ),
  consent: Schema.Literals(["approve", "deny"]),
  lifetimes: Schema.Struct({ authorization: Seconds, accessToken: Seconds }).mapFields(
    Struct.map(Schema.optionalKey)
  ),
  rotate: Schema.Boolean
}

const Origin = Schema.String.check(
  Schema.makeFilter((text) => URL.parse(text)?.origin === text && /^https?:/.test(text), {
    expected: "the origin of an http or https URL, such as https://account-link.test"
  })
)

const OptionsSchema = Schema.Struct({
  ...settingsFields,
  origin: Origin,
  faults: AccountLinkFaultPlan,
  clock: ClockSchema,
  randomBytes: FunctionSchema
}).mapFields(Struct.map(Schema.optionalKey))

/** What may be changed while a server runs. */
export const ChangesSchema = Schema.Struct(settingsFields).mapFields(Struct.map(Schema.optionalKey))

/** Makes the settings of options. Throws `InvalidProviderOptions`. */
export const makeAccountLinkSettings = (options: AccountLinkServerOptions): AccountLinkSettings => {
  check(OptionsSchema, "", options)
  const { lifetimes = {} } = options
  return {
    origin: options.origin ?? "https://account-link.test",
    services: options.services ?? [],
    consent: options.consent ?? "approve",
    lifetimes: { authorization: 600, accessToken: 3_600, ...lifetimes },
    rotate: options.rotate ?? true
  }
}
