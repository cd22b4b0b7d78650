/** The services that a module's hooks and implementations may ask for. */
import { Context, Effect, Layer } from "effect"
import { Digest, SecureRandom } from "effect/crypto"
import { FetchHttpClient, HttpClient } from "effect/http"

/**
 * Names what a module may require of its environment, and no more: HTTP, secure random bytes and digests.
 *
 * @category models
 * @since 0.1.0
 */
export type ModuleServices = HttpClient.HttpClient | SecureRandom.SecureRandom | Digest.Digest

/**
 * Layer that provides these services with the platform's `fetch` and Web Crypto.
 *
 * Beside an `HttpClient` of your own take `SecureRandom.layerWebCrypto` and `Digest.layerWebCrypto` in its place: a
 * client made from `FetchHttpClient.layer` with another `fetch` is the same layer as the one in here, and Effect builds a
 * layer once.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { codeChallenge, layerModuleServices, makeCodeVerifier } from "@application-credentials/sdk"
 * import { Effect } from "effect"
 *
 * const challenge = makeCodeVerifier.pipe(Effect.flatMap(codeChallenge), Effect.provide(layerModuleServices))
 *
 * assert.match(await Effect.runPromise(challenge), /^[\w-]{43}$/)
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const layerModuleServices: Layer.Layer<ModuleServices> = Layer.mergeAll(
  FetchHttpClient.layer,
  SecureRandom.layerWebCrypto,
  Digest.layerWebCrypto
)

/**
 * Gives a function that provides these services, as they are where it is made, to an effect that wants them: for a
 * layer whose methods run modules.
 */
export const captureModuleServices = Effect.map(Effect.context<ModuleServices>(), (context) => {
  const services = Context.pick(HttpClient.HttpClient, SecureRandom.SecureRandom, Digest.Digest)(context)
  return <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, Exclude<R, ModuleServices>> =>
    Effect.provide(effect, services)
})
