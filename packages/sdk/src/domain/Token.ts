/** The token of a linked account: made from a response, merged on refresh, judged by the clock. */
import { Effect, Predicate, Redacted, Schema } from "effect"
import type { TokenResponse } from "./TokenResponse.ts"

/**
 * The margin, in seconds, within which a token counts as expired already.
 *
 * @see homeassistant/helpers/config_entry_oauth2_flow.py, CLOCK_OUT_OF_SYNC_MAX_SEC
 * @category constants
 * @since 0.1.0
 */
export const defaultExpirySkew = 20

/**
 * The lifetimes, in seconds, that a token gets whose provider does not say: an hour where it can be refreshed, ten
 * years where it cannot, as nothing but the provider's refusal can end it then.
 *
 * @category constants
 * @since 0.1.0
 */
export const defaultLifetime = { refreshable: 3_600, lasting: 315_360_000 } as const

// `Schema.Redacted` makes each secret anew, with each token that is made.
const redacted = <A>(is: Predicate.Refinement<unknown, A>) =>
  Schema.declare(
    (value): value is Redacted.Redacted<A> => Redacted.isRedacted(value) && is(Redacted.value(value))
  )

const Secret = redacted(Predicate.isString)
const Members = redacted(
  (value): value is Readonly<Record<string, unknown>> => Predicate.isObject(value) && !Array.isArray(value)
)

/**
 * Holds an account's token.
 *
 * `expiresIn` is in seconds, `expiresAt` in seconds since 1970. `extra` holds the members of the provider's answer that
 * RFC 6749 does not name, as they came.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.1
 * @category models
 * @since 0.1.0
 */
export class Token extends Schema.Class<Token>("@application-credentials/sdk/Token")({
  accessToken: Secret,
  refreshToken: Schema.optionalKey(Secret),
  tokenType: Schema.String,
  expiresIn: Schema.Finite,
  expiresAt: Schema.Finite,
  scope: Schema.optionalKey(Schema.String),
  extra: Members.pipe(Schema.withConstructorDefault(Effect.sync(() => Redacted.make({}))))
}) {
  /** Tells whether the token still works `skew` seconds after `now` (seconds since 1970). */
  isValid(now: number, skew: number = defaultExpirySkew): boolean {
    return this.expiresAt > now + skew
  }
}

/**
 * Makes a token from a provider's response that came in at `receivedAt`, in seconds since 1970.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { tokenFromResponse } from "@application-credentials/sdk"
 * import { Redacted } from "effect"
 *
 * const response = { accessToken: Redacted.make("at"), expiresIn: 3600, extra: Redacted.make({}) }
 * const token = tokenFromResponse(response, { receivedAt: 1_800_000_000 })
 * assert.equal(token.expiresAt, 1_800_003_600)
 * assert.equal(token.isValid(1_800_003_579), true)
 * assert.equal(token.isValid(1_800_003_580), false)
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const tokenFromResponse = (
  response: TokenResponse,
  options: { readonly receivedAt: number; readonly defaultExpiresIn?: number | undefined }
): Token => {
  const lifetime = response.refreshToken === undefined ? defaultLifetime.lasting : defaultLifetime.refreshable
  const expiresIn = response.expiresIn ?? options.defaultExpiresIn ?? lifetime
  return new Token({
    accessToken: response.accessToken,
    ...(response.refreshToken === undefined ? {} : { refreshToken: response.refreshToken }),
    ...(response.scope === undefined ? {} : { scope: response.scope }),
    tokenType: response.tokenType ?? "Bearer",
    expiresIn,
    expiresAt: options.receivedAt + expiresIn,
    extra: response.extra
  })
}

/**
 * Makes the token that follows `token` after a refresh: every member of the response replaces the old one, what the
 * response leaves out is kept, and the expiry is counted anew. `token` itself is not changed.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { mergeRefreshed, tokenFromResponse } from "@application-credentials/sdk"
 * import { Redacted } from "effect"
 *
 * const extra = Redacted.make({})
 * const linked = { accessToken: Redacted.make("at-1"), refreshToken: Redacted.make("rt"), expiresIn: 60, extra }
 * const token = tokenFromResponse(linked, { receivedAt: 1_800_000_000 })
 *
 * const refreshed = { accessToken: Redacted.make("at-2"), extra }
 * const next = mergeRefreshed(token, refreshed, { receivedAt: 1_800_000_050 })
 * assert.equal(Redacted.value(next.accessToken), "at-2")
 * assert.equal(next.refreshToken && Redacted.value(next.refreshToken), "rt")
 * assert.equal(next.expiresAt, 1_800_000_110)
 * ```
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-6
 * @category combinators
 * @since 0.1.0
 */
export const mergeRefreshed = (
  token: Token,
  response: TokenResponse,
  options: { readonly receivedAt: number; readonly defaultExpiresIn?: number | undefined }
): Token => {
  const refreshToken = response.refreshToken ?? token.refreshToken
  const scope = response.scope ?? token.scope
  return tokenFromResponse(
    {
      accessToken: response.accessToken,
      tokenType: response.tokenType ?? token.tokenType,
      expiresIn: response.expiresIn ?? options.defaultExpiresIn ?? previousLifetime(token),
      extra: Redacted.make({ ...Redacted.value(token.extra), ...Redacted.value(response.extra) }),
      ...(refreshToken === undefined ? {} : { refreshToken }),
      ...(scope === undefined ? {} : { scope })
    },
    options
  )
}

const previousLifetime = (token: Token): number =>
  token.expiresIn > 0 ? token.expiresIn : defaultLifetime.refreshable
