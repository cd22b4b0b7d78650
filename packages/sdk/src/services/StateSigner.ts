/** Signs the state of a flow and takes it back once. */
import { Context, Effect, Layer, Option, Redacted, Result } from "effect"
import { Mac, SecureRandom } from "effect/crypto"
import { Base64Url } from "effect/encoding"
import { StateExpired, StateForged, StateReplayed } from "../domain/LinkError.ts"
import { linkLifetime } from "../domain/PendingLink.ts"
import type { StorageError } from "../domain/StorageError.ts"
import { StateKey, TakenState } from "../domain/StoredState.ts"
import { readStateClaims, splitState, stateSigningInput } from "../protocol/StateToken.ts"
import type { StateClaims } from "../protocol/StateToken.ts"
import * as collections from "./Collection.ts"
import { recordName } from "./Collection.ts"
import { epochSeconds } from "./epochSeconds.ts"
import { Storage } from "./Storage.ts"

/**
 * Service that makes states and verifies them: HS256 as Home Assistant's, and stricter: a state expires after
 * `linkLifetime` and is taken once. The key is made when it is first needed, and lasts as long as the storage.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { layerModuleServices, StateSigner, Storage } from "@application-credentials/sdk"
 * import { Effect, Layer } from "effect"
 * import { Mac } from "effect/crypto"
 *
 * const layer = StateSigner.layer.pipe(
 *   Layer.provide([Mac.layerWebCrypto, Storage.layerMemory]),
 *   Layer.provide(layerModuleServices)
 * )
 *
 * const program = Effect.gen(function* () {
 *   const signer = yield* StateSigner
 *   const redirectUri = "https://home.test/auth/external/callback"
 *   const state = yield* signer.sign({ flowId: "my-flow", redirectUri })
 *   const claims = yield* signer.consume(state)
 *   assert.equal(claims.flow_id, "my-flow")
 *   assert.equal((yield* Effect.flip(signer.consume(state)))._tag, "StateReplayed")
 * })
 * await Effect.runPromise(Effect.provide(program, layer))
 * ```
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-10.12
 * @see homeassistant/helpers/config_entry_oauth2_flow.py, _encode_jwt
 * @category services
 * @since 0.1.0
 */
export class StateSigner extends Context.Service<
  StateSigner,
  {
    /** Makes the state that a user is sent out with. */
    readonly sign: (link: {
      readonly flowId: string
      readonly redirectUri: string
    }) => Effect.Effect<string, StorageError>
    /**
     * Verifies a state that came back, and takes it: of any number of calls with the same state, one succeeds. Refuses one that
     * is forged, expired or taken.
     */
    readonly consume: (
      state: string
    ) => Effect.Effect<StateClaims, StateForged | StateExpired | StateReplayed | StorageError>
  }
>()("@application-credentials/sdk/services/StateSigner") {
  /** Keeps the key, and the states taken that have not expired, in storage. */
  static readonly layer: Layer.Layer<StateSigner, never, Mac.Mac | SecureRandom.SecureRandom | Storage> =
    Layer.effect(
      StateSigner,
      Effect.suspend(() => make)
    )
}

const make = Effect.gen(function* () {
  const mac = yield* Mac.Mac
  const random = yield* SecureRandom.SecureRandom
  const { atomically, stateKeys, takenStates } = yield* Storage

  const makeKey = Effect.gen(function* () {
    const made = new StateKey({
      id: keyId,
      key: Redacted.make(Base64Url.encode(yield* random.randomBytes(32)))
    })
    yield* stateKeys.put([made])
    return made
  })

  // What cannot be read signs nothing any more. It stays where it is, beside the next one.
  const readKey = stateKeys
    .get(keyId)
    .pipe(
      Effect.catchTag(["StorageUnreadable", "DecryptionFailed"], ({ message }) =>
        Effect.as(
          Effect.logError(
            `The key that states are signed with is made anew, and flows under way start again: ${message}`
          ),
          Option.none<StateKey>()
        )
      )
    )

  const storedKey = Effect.flatMap(readKey, Option.match({ onNone: () => makeKey, onSome: Effect.succeed }))

  const key = Effect.gen(function* () {
    const found = yield* readKey
    const stored = Option.isSome(found) ? found.value : yield* atomically(keyName)(storedKey)
    const bytes = Result.getOrThrow(Base64Url.decode(Redacted.value(stored.key)))
    return yield* Effect.orDie(Mac.key(Mac.hmacSha256, bytes))
  })

  const sign = Effect.fn("StateSigner.sign")(function* (link: { flowId: string; redirectUri: string }) {
    const jti = Base64Url.encode(yield* random.randomBytes(16))
    const exp = (yield* epochSeconds) + linkLifetime
    const input = stateSigningInput({ flow_id: link.flowId, redirect_uri: link.redirectUri, jti, exp })
    const signature = yield* Effect.orDie(mac.sign(yield* key, new TextEncoder().encode(input)))
    return `${input}.${Base64Url.encode(signature)}`
  })

  const verify = Effect.fnUntraced(function* (state: string) {
    const parts = splitState(state)
    if (Option.isNone(parts)) return yield* forged
    const { signed, signature, payload } = parts.value
    if (!(yield* Effect.orDie(mac.verify(yield* key, signature, signed)))) return yield* forged
    return yield* Effect.mapError(Effect.fromOption(readStateClaims(payload)), () => forged)
  })

  const takeOnce = Effect.fnUntraced(function* (taken: TakenState) {
    if (Option.isSome(yield* takenStates.get(taken.jti))) return yield* replayed
    yield* takenStates.put([taken])
  })

  const consume = Effect.fn("StateSigner.consume")(function* (state: string) {
    const claims = yield* verify(state)
    const now = yield* epochSeconds
    if (claims.exp <= now) return yield* expired
    yield* atomically()(takenStates.removeExpired(now))
    const taken = new TakenState({ jti: claims.jti, expiresAt: claims.exp })
    yield* takeOnce(taken).pipe(atomically(recordName(collections.takenStates, claims.jti)))
    return claims
  })

  return StateSigner.of({ sign, consume })
})

/** The id of the one key that there is. */
const keyId = "HS256"

const keyName = recordName(collections.stateKeys, keyId)

const forged = new StateForged({
  message:
    "The state is not one of this instance's. Check that My Home Assistant points to this instance, and start again."
})

const expired = new StateExpired({ message: "Linking took longer than ten minutes. Start again." })

const replayed = new StateReplayed({
  message: "This callback came before. Start again if the account is not linked."
})
