/** Who may use the WebSocket API. */
import { Config, Context, Effect, Layer, Redacted, Schema } from "effect"
import { Digest, Mac } from "effect/crypto"
import { Hex } from "effect/encoding"

/**
 * Says that an access token belongs to no user who may come in. `message` is sent to the client.
 *
 * @category errors
 * @since 0.1.0
 */
export class AccessTokenInvalid extends Schema.TaggedError<AccessTokenInvalid>()("AccessTokenInvalid", {
  message: Schema.String
}) {}

/**
 * Holds who a connection or a request belongs to; `name` is for people, and the `id` unless given.
 *
 * @category models
 * @since 0.1.0
 */
export interface User {
  readonly id: string
  readonly isAdmin: boolean
  readonly name?: string | undefined
  /** Completes once the access token counts no longer, where the host can tell; the connection is closed then. */
  readonly revoked?: Effect.Effect<void> | undefined
}

/**
 * Schema of a user's access token in configuration: `user`, `isAdmin` (false unless given), and the token's SHA-256 as
 * 64 hexadecimal digits, as `printf %s "$TOKEN" | sha256sum` prints it.
 *
 * A plain digest keeps a token safe that was made at random, with 128 bits or more. A password it does not.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { layerModuleServices } from "@application-credentials/sdk"
 * import { AccessTokens } from "@application-credentials/sdk/http"
 * import { ConfigProvider, Effect, Layer, Redacted } from "effect"
 *
 * // What `printf %s my-random-token | sha256sum` prints.
 * const sha256 = "09f2a8aeb42d76240e3ce747b85f2cf94c36fdbea2693dc4d9d0815e8aa8f4cf"
 * const environment = { ACCESS_TOKENS: JSON.stringify([{ user: "ada", sha256 }]) }
 * const layer = AccessTokens.layerConfig.pipe(
 *   Layer.provide([layerModuleServices, ConfigProvider.layer(ConfigProvider.fromUnknown(environment))])
 * )
 *
 * const verify = AccessTokens.use((tokens) => tokens.verify(Redacted.make("my-random-token")))
 * assert.deepEqual(await Effect.runPromise(Effect.provide(verify, layer)), { id: "ada", isAdmin: false })
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const AccessTokenHash = Schema.Struct({
  user: Schema.NonEmptyString,
  isAdmin: Schema.Boolean.pipe(Schema.withDecodingDefaultKey(Effect.succeed(false))),
  sha256: Schema.String.check(
    Schema.isPattern(/^[0-9a-f]{64}$/i, { expected: "a SHA-256 digest of 64 hexadecimal digits" })
  )
})

/**
 * Service that tells whose an access token is.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { createHash } from "node:crypto"
 * import { layerModuleServices } from "@application-credentials/sdk"
 * import { AccessTokens } from "@application-credentials/sdk/http"
 * import { Effect, Layer, Redacted } from "effect"
 *
 * const sha256 = createHash("sha256").update("my-random-token").digest("hex")
 * const layer = AccessTokens.layerHashes([{ user: "ada", isAdmin: true, sha256 }]).pipe(
 *   Layer.provide(layerModuleServices)
 * )
 *
 * const verify = (token: string) => AccessTokens.use((tokens) => tokens.verify(Redacted.make(token)))
 * const user = await Effect.runPromise(Effect.provide(verify("my-random-token"), layer))
 * assert.deepEqual(user, { id: "ada", isAdmin: true })
 * const refused = await Effect.runPromise(Effect.provide(Effect.flip(verify("another")), layer))
 * assert.equal(refused._tag, "AccessTokenInvalid")
 * ```
 *
 * @see homeassistant/components/websocket_api/auth.py, AuthPhase
 * @category services
 * @since 0.1.0
 */
export class AccessTokens extends Context.Service<
  AccessTokens,
  {
    /** Gives the user whom an access token belongs to. */
    readonly verify: (token: Redacted.Redacted) => Effect.Effect<User, AccessTokenInvalid>
  }
>()("@application-credentials/sdk/http/AccessTokens") {
  /** Takes the tokens whose digests are given. */
  static readonly layerHashes = (
    hashes: ReadonlyArray<typeof AccessTokenHash.Type>
  ): Layer.Layer<AccessTokens, never, Digest.Digest> => Layer.effect(AccessTokens, make(hashes))

  /** Takes the tokens of the configuration `ACCESS_TOKENS`, a JSON array of `AccessTokenHash`. */
  static readonly layerConfig: Layer.Layer<AccessTokens, Config.ConfigError, Digest.Digest> = Layer.unwrap(
    Effect.map(
      Config.schema(Schema.fromJsonString(Schema.Array(AccessTokenHash)), "ACCESS_TOKENS"),
      (hashes) => AccessTokens.layerHashes(hashes)
    )
  )
}

const make = Effect.fnUntraced(function* (hashes: ReadonlyArray<typeof AccessTokenHash.Type>) {
  const digest = yield* Digest.Digest
  const known = hashes.map(({ user, isAdmin, sha256 }) => ({
    user: { id: user, isAdmin },
    hash: new TextEncoder().encode(sha256.toLowerCase())
  }))

  const verify = Effect.fn("AccessTokens.verify")(function* (token: Redacted.Redacted) {
    const presented = yield* digest.digest(Digest.sha256, new TextEncoder().encode(Redacted.value(token)))
    const hash = new TextEncoder().encode(Hex.encode(presented))
    // Each is compared, and whole, so that how long it takes tells nothing.
    const [found] = known.filter((one) => Mac.timingSafeEqual(one.hash, hash))
    return found?.user ?? (yield* invalid)
  })

  return AccessTokens.of({ verify })
})

const invalid = new AccessTokenInvalid({ message: "Invalid access token or password" })
