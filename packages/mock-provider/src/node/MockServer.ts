/** Providers on a real port. */
import { Effect, Layer, type Scope } from "effect"
import { CurrentMockProvider, makeOnEffectClock } from "../runtime/ClockedProvider.ts"
import type { MockProvider } from "../runtime/MockProvider.ts"
import type { InvalidProviderOptions, MockProviderOptions } from "../runtime/MockProviderOptions.ts"
import { answerOverHttp } from "./answerOverHttp.ts"
import type { CannotListen, ListenOptions } from "./listen.ts"
import { listen } from "./listen.ts"
import { makeRouter, routesOf, type SameUrl } from "./Router.ts"

/**
 * Describes where a server listens, and how it is reached.
 *
 * @category models
 * @since 0.1.0
 */
export interface ServerOptions extends ListenOptions {
  /** The URL by which clients reach the server, where that is another one: in a container, behind a proxy. */
  readonly url?: string
  /** How large the body of a request may be. Default: 1 MiB. */
  readonly maxBodyBytes?: number
}

/**
 * Describes what a server serves: a provider, or several side by side.
 *
 * @category models
 * @since 0.1.0
 */
export type Served = MockProvider | ReadonlyArray<MockProvider>

/**
 * Describes a running server.
 *
 * @category models
 * @since 0.1.0
 */
export interface MockServer<out A extends Served> {
  /** The URL of its root, without a slash at its end. */
  readonly url: string
  readonly served: A
}

/**
 * Serves providers on a real port until the scope closes. They are made of the server's URL, which is known once it
 * listens: `(url) => makeOnEffectClock({ issuer: url, clients })`. Requests are told apart by their paths, and only
 * where two providers have the same one, by their host. Fails with `CannotListen`
 * and `SameUrl`.
 *
 * @category constructors
 * @since 0.1.0
 */
export const makeServer: <A extends Served, E = never, R = never>(
  make: (url: string) => Effect.Effect<A, E, R>,
  options?: ServerOptions
) => Effect.Effect<MockServer<A>, E | CannotListen | SameUrl, R | Scope.Scope> = Effect.fnUntraced(function* (
  make,
  options = {}
) {
  const { answer, keepSilent, reset, url: listenedAt } = yield* listen(options)
  const url = options.url ?? listenedAt
  const served = yield* make(url)
  const router = yield* makeRouter([served].flat().flatMap(routesOf))
  const context = { router, maxBodyBytes: options.maxBodyBytes ?? 1_048_576, reset, keepSilent }
  answer((request, response) => void answerOverHttp(request, response, context))
  return { url, served }
})

/**
 * Makes the layer of a provider that is served on a real port, on Effect's `Clock`. Its issuer is the server's URL,
 * unless it is given.
 *
 * @category layers
 * @since 0.1.0
 */
export const layerServer = (
  provider: Omit<MockProviderOptions, "clock" | "now">,
  options?: ServerOptions
): Layer.Layer<CurrentMockProvider, InvalidProviderOptions | CannotListen | SameUrl> =>
  makeServer((url) => makeOnEffectClock({ issuer: url, ...provider }), options).pipe(
    Effect.map(({ served }) => served),
    Layer.effect(CurrentMockProvider)
  )
