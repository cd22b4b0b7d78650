/** A provider that keeps Effect's time. */
import { Clock, Context, Duration, Effect, Layer } from "effect"
import { MockProvider } from "./MockProvider.ts"
import { InvalidProviderOptions } from "./InvalidProviderOptions.ts"
import type { MockProviderOptions } from "./MockProviderOptions.ts"

/**
 * Service that holds a running provider.
 *
 * @category services
 * @since 0.1.0
 */
export class CurrentMockProvider extends Context.Service<CurrentMockProvider, MockProvider>()(
  "@application-credentials/mock-provider/runtime/CurrentMockProvider"
) {}

/**
 * Makes a provider on Effect's `Clock`: lifetimes and slow answers go by it, so that `TestClock` moves them. Fails with
 * `InvalidProviderOptions`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { makeOnEffectClock } from "@application-credentials/mock-provider"
 * import { Effect } from "effect"
 * import { TestClock } from "effect/testing"
 *
 * const program = Effect.gen(function* () {
 *   const provider = yield* makeOnEffectClock({ clients: [] })
 *   const before = provider.now()
 *   yield* TestClock.adjust("1 hour")
 *   return provider.now() - before
 * })
 * assert.equal(await Effect.runPromise(Effect.provide(program, TestClock.layer())), 3_600_000)
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const makeOnEffectClock: (
  options: Omit<MockProviderOptions, "clock">
) => Effect.Effect<MockProvider, InvalidProviderOptions> = Effect.fnUntraced(function* (options) {
  const clock = yield* Clock.Clock
  const make = () =>
    MockProvider.make({
      ...options,
      clock: {
        now: () => clock.currentTimeMillisUnsafe(),
        sleep: (milliseconds, signal) =>
          Effect.runPromise(clock.sleep(Duration.millis(milliseconds)), { signal })
      }
    })
  return yield* Effect.try({
    try: make,
    catch: (cause) => {
      if (cause instanceof InvalidProviderOptions) return cause
      throw cause
    }
  })
})

/**
 * Makes the layer of a provider on Effect's `Clock`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { CurrentMockProvider, layerMockProvider } from "@application-credentials/mock-provider"
 * import { Effect } from "effect"
 *
 * const issuer = Effect.gen(function* () {
 *   const provider = yield* CurrentMockProvider
 *   return provider.issuer
 * })
 * const layer = layerMockProvider({ issuer: "https://acme.test", clients: [] })
 * assert.equal(await Effect.runPromise(Effect.provide(issuer, layer)), "https://acme.test")
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const layerMockProvider = (
  options: Omit<MockProviderOptions, "clock">
): Layer.Layer<CurrentMockProvider, InvalidProviderOptions> =>
  Layer.effect(CurrentMockProvider, makeOnEffectClock(options))
