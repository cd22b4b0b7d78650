/** The JSON shape of a token, on the wire and in Home Assistant's storage. */
import { Effect, Redacted, Schema, SchemaTransformation } from "effect"
import { Token } from "./Token.ts"

const TokenJson = Schema.StructWithRest(
  Schema.Struct({
    access_token: Schema.String,
    refresh_token: Schema.optionalKey(Schema.String),
    token_type: Schema.optionalKey(Schema.String),
    expires_in: Schema.Finite,
    expires_at: Schema.Finite,
    scope: Schema.optionalKey(Schema.String)
  }),
  [Schema.Record(Schema.String, Schema.Unknown)]
)

type TokenJson = typeof TokenJson.Type

const fromJson = (json: TokenJson): typeof Token.Encoded => {
  const { access_token, refresh_token, token_type, expires_in, expires_at, scope, ...extra } = json
  return {
    accessToken: Redacted.make(access_token),
    ...(refresh_token === undefined ? {} : { refreshToken: Redacted.make(refresh_token) }),
    tokenType: token_type ?? "Bearer",
    expiresIn: expires_in,
    expiresAt: expires_at,
    ...(scope === undefined ? {} : { scope }),
    extra: Redacted.make(extra)
  }
}

const toJson = (token: typeof Token.Encoded): TokenJson => ({
  ...Redacted.value(token.extra),
  access_token: Redacted.value(token.accessToken),
  ...(token.refreshToken === undefined ? {} : { refresh_token: Redacted.value(token.refreshToken) }),
  token_type: token.tokenType,
  expires_in: token.expiresIn,
  expires_at: token.expiresAt,
  ...(token.scope === undefined ? {} : { scope: token.scope })
})

/**
 * Schema between a `Token` and its JSON: `access_token`, `refresh_token`, `token_type`, `expires_in`, `expires_at`,
 * `scope`, and every other member as it came. Encoding reveals the secrets: it is for storage and for the wire.
 *
 * @category schemas
 * @since 0.1.0
 */
export const StoredToken = TokenJson.pipe(
  Schema.decodeTo(Token, SchemaTransformation.transform({ decode: fromJson, encode: toJson }))
)

/**
 * Says that stored JSON is no token. The user has to link the account again.
 *
 * @category errors
 * @since 0.1.0
 */
export class StoredTokenInvalid extends Schema.TaggedError<StoredTokenInvalid>()("StoredTokenInvalid", {
  message: Schema.String
}) {}

const decode = Schema.decodeUnknownEffect(StoredToken)

/**
 * Decodes a token from JSON. The error does not repeat what it was given.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { decodeStoredToken } from "@application-credentials/sdk"
 * import { Effect } from "effect"
 *
 * const stored = { access_token: "at", expires_in: 3600, expires_at: 1_800_003_600 }
 * const token = await Effect.runPromise(decodeStoredToken(stored))
 * assert.equal(token.tokenType, "Bearer")
 *
 * const error = await Effect.runPromise(Effect.flip(decodeStoredToken({ access_token: "at" })))
 * assert.equal(error._tag, "StoredTokenInvalid")
 * ```
 *
 * @category decoding
 * @since 0.1.0
 */
export const decodeStoredToken = (json: unknown): Effect.Effect<Token, StoredTokenInvalid> =>
  Effect.mapError(
    decode(json),
    () =>
      new StoredTokenInvalid({
        message:
          "The stored token lacks access_token, expires_in or expires_at, or has one of the wrong type. Link the account again."
      })
  )

/**
 * Encodes a token as JSON, secrets included.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { encodeStoredToken, Token } from "@application-credentials/sdk"
 * import { Redacted } from "effect"
 *
 * const accessToken = Redacted.make("at")
 * const token = new Token({ accessToken, tokenType: "Bearer", expiresIn: 3600, expiresAt: 1_800_003_600 })
 * assert.deepEqual(encodeStoredToken(token), {
 *   access_token: "at",
 *   token_type: "Bearer",
 *   expires_in: 3600,
 *   expires_at: 1_800_003_600
 * })
 * ```
 *
 * @category encoding
 * @since 0.1.0
 */
export const encodeStoredToken: (token: Token) => Readonly<Record<string, unknown>> =
  Schema.encodeSync(StoredToken)
