/** Signs the state of a flow and takes it back once. */
import { Clock, Context, Effect, Layer, Option, Ref } from "effect"
import { Mac, SecureRandom } from "effect/crypto"
import { Base64Url } from "effect/encoding"
import { StateExpired, StateForged, StateReplayed } from "../domain/LinkError.ts"
import { linkLifetime } from "../domain/PendingLink.ts"
import { readStateClaims, splitState, stateSigningInput } from "../protocol/StateToken.ts"
import type { StateClaims } from "../protocol/StateToken.ts"

/**
 * Service that makes states and verifies them: HS256 under a key made at each start, as Home Assistant's, and
 * stricter: a state expires after `linkLifetime` and is taken once.
 *
 * `consume` refuses a state that is forged, expired or was taken before. Of any number at once, one succeeds.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-10.12
 * @see homeassistant/helpers/config_entry_oauth2_flow.py, _encode_jwt
 * @category services
 * @since 0.1.0
 */
export class StateSigner extends Context.Service<
  StateSigner,
  {
    readonly sign: (link: { readonly flowId: string; readonly redirectUri: string }) => Effect.Effect<string>
    readonly consume: (
      state: string
    ) => Effect.Effect<StateClaims, StateForged | StateExpired | StateReplayed>
  }
>()("@application-credentials/sdk/services/StateSigner") {
  /** Keeps the key and the states taken in memory: a restart ends every flow. */
  static readonly layerMemory: Layer.Layer<StateSigner, never, Mac.Mac | SecureRandom.SecureRandom> =
    Layer.effect(
      StateSigner,
      Effect.suspend(() => make)
    )
}

const make = Effect.gen(function* () {
  const mac = yield* Mac.Mac
  const random = yield* SecureRandom.SecureRandom
  const key = yield* Effect.orDie(mac.generateKey(Mac.hmacSha256))
  const taken = yield* Ref.make<ReadonlyMap<string, number>>(new Map())

  const sign = Effect.fn("StateSigner.sign")(function* (link: { flowId: string; redirectUri: string }) {
    const jti = Base64Url.encode(yield* random.randomBytes(16))
    const exp = (yield* seconds) + linkLifetime
    const input = stateSigningInput({ flow_id: link.flowId, redirect_uri: link.redirectUri, jti, exp })
    const signature = yield* Effect.orDie(mac.sign(key, new TextEncoder().encode(input)))
    return `${input}.${Base64Url.encode(signature)}`
  })

  const verify = Effect.fnUntraced(function* (state: string) {
    const parts = splitState(state)
    if (Option.isNone(parts)) return yield* forged
    const { signed, signature, payload } = parts.value
    if (!(yield* Effect.orDie(mac.verify(key, signature, signed)))) return yield* forged
    return yield* Effect.mapError(Effect.fromOption(readStateClaims(payload)), () => forged)
  })

  const consume = Effect.fn("StateSigner.consume")(function* (state: string) {
    const claims = yield* verify(state)
    const now = yield* seconds
    if (claims.exp <= now) return yield* expired
    const first = yield* Ref.modify(taken, (all): [boolean, ReadonlyMap<string, number>] => {
      if (all.has(claims.jti)) return [false, all]
      const current = [...all].filter(([, exp]) => exp > now)
      return [true, new Map(current).set(claims.jti, claims.exp)]
    })
    return first ? claims : yield* replayed
  })

  return StateSigner.of({ sign, consume })
})

const seconds = Effect.map(Clock.currentTimeMillis, (now) => now / 1_000)

const forged = new StateForged({
  message:
    "The state is not one of this instance's. Check that My Home Assistant points to this instance, and start again."
})

const expired = new StateExpired({ message: "Linking took longer than ten minutes. Start again." })

const replayed = new StateReplayed({
  message: "This callback came before. Start again if the account is not linked."
})
