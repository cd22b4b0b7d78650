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
 * @category layers
 * @since 0.1.0
 */
export const layerMockProvider = (
  options: Omit<MockProviderOptions, "clock">
): Layer.Layer<CurrentMockProvider, InvalidProviderOptions> =>
  Layer.effect(CurrentMockProvider, makeOnEffectClock(options))
