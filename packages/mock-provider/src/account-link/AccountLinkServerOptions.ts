/** How an account-link server is configured. */
import type { ProviderClock } from "../runtime/ProviderClock.ts"
import { reject } from "../runtime/InvalidProviderOptions.ts"
import type { AccountLinkFault } from "./AccountLinkFault.ts"
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

/**
 * Makes the settings of options. Throws `InvalidProviderOptions`.
 *
 * @category constructors
 * @since 0.1.0
 */
export const makeAccountLinkSettings = (options: AccountLinkServerOptions): AccountLinkSettings => {
  const origin = options.origin ?? "https://account-link.test"
  if (URL.parse(origin)?.origin !== origin || !/^https?:/.test(origin)) {
    reject(
      `origin has to be that of an http or https URL, such as https://account-link.test, and is: ${origin}`
    )
  }
  const { lifetimes = {} } = options
  for (const [name, seconds] of Object.entries(lifetimes)) {
    if (!(seconds >= 0)) reject(`lifetimes.${name} has to be a number of seconds, and is: ${seconds}`)
  }
  return {
    origin,
    services: options.services ?? [],
    consent: options.consent ?? "approve",
    lifetimes: { authorization: 600, accessToken: 3_600, ...lifetimes },
    rotate: options.rotate ?? true
  }
}
