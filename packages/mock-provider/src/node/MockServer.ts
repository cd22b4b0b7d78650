/** Providers on a real port. */
import { Effect, Layer, type Scope } from "effect"
import { CurrentMockProvider, makeOnEffectClock } from "../runtime/CurrentMockProvider.ts"
import { isIssuer } from "../runtime/makeEndpoints.ts"
import type { MockProvider } from "../runtime/MockProvider.ts"
import type { InvalidProviderOptions } from "../runtime/InvalidProviderOptions.ts"
import type { MockProviderOptions } from "../runtime/MockProviderOptions.ts"
import { answerOverHttp } from "./answerOverHttp.ts"
import { controlRoutes } from "./controlRoutes.ts"
import type { Listening, ListenOptions } from "./listen.ts"
import { CannotListen, listen } from "./listen.ts"
import { makeRouter, type Route, makeRoutes, type SameUrl } from "./Router.ts"

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
  /**
   * Serves the control API of each provider at `/_control` below the path of its issuer, and its pages `/_journal` and
   * `/_debugger`: `true` for the same port, or where else to listen. Default: not at all.
   */
  readonly control?: boolean | ListenOptions
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
  /** The URLs of the control APIs, one for each provider, where they are served. */
  readonly control: ReadonlyArray<string>
}

/**
 * Serves providers on a real port until the scope closes. They are made of the server's URL, which is known once it
 * listens: `(url) => makeOnEffectClock({ issuer: url, clients })`. Requests are told apart by their paths, and only
 * where two providers have the same one, by their host. Fails with `CannotListen` and `SameUrl`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { makeOnEffectClock } from "@application-credentials/mock-provider"
 * import { makeServer } from "@application-credentials/mock-provider/node"
 * import { Effect } from "effect"
 *
 * const program = Effect.gen(function* () {
 *   const { url } = yield* makeServer((issuer) => makeOnEffectClock({ issuer, clients: [] }))
 *   return yield* Effect.promise(async () => (await fetch(`${url}/token`)).status)
 * })
 * assert.equal(await Effect.runPromise(Effect.scoped(program)), 405)
 * ```
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
  if (options.url !== undefined && !isIssuer(options.url)) {
    return yield* new CannotListen({
      message: `url has to be an http or https URL without query or fragment, and is: ${options.url}`
    })
  }
  const main = yield* listen(options)
  const url = (options.url ?? main.url).replace(/\/$/, "")
  const served = yield* make(url)
  const providers = [served].flat()
  const control = yield* listenForControl(main, options)
  const controls = control === undefined ? [] : yield* controlsAt(control, main, url, providers)
  const own = providers.flatMap(makeRoutes)
  const more = controls.flatMap(({ routes }) => routes)
  yield* answerAt(main, control === main ? [...own, ...more] : own, options)
  if (control !== undefined && control !== main) yield* answerAt(control, more, options)
  return { url, served, control: controls.map((each) => each.url) }
})

const listenForControl = (main: Listening, { control = false }: ServerOptions) => {
  if (control === false) return Effect.undefined
  return control === true ? Effect.succeed(main) : listen(control)
}

const controlsAt = (
  control: Listening,
  main: Listening,
  url: string,
  providers: ReadonlyArray<MockProvider>
) => {
  const hosts = [url, control.url].map((each) => new URL(each).hostname)
  return controlRoutes(providers, new URL(control === main ? url : control.url).origin, hosts)
}

const answerAt = Effect.fnUntraced(function* (
  { answer, keepSilent, reset }: Listening,
  routes: ReadonlyArray<Route>,
  { maxBodyBytes = 1_048_576 }: ServerOptions
) {
  const router = yield* makeRouter(routes)
  const paths = [...new Set(routes.map((route) => new URL(route.url).pathname))]
  const context = { router, paths, maxBodyBytes, reset, keepSilent }
  answer((request, response) => void answerOverHttp(request, response, context))
})

/**
 * Makes the layer of a provider that is served on a real port, on Effect's `Clock`. Its issuer is the server's URL,
 * unless it is given.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { CurrentMockProvider } from "@application-credentials/mock-provider"
 * import { layerServer } from "@application-credentials/mock-provider/node"
 * import { Effect } from "effect"
 *
 * const program = Effect.gen(function* () {
 *   const { endpoints } = yield* CurrentMockProvider
 *   return yield* Effect.promise(async () => (await fetch(endpoints.token)).status)
 * })
 * assert.equal(await Effect.runPromise(Effect.provide(program, layerServer({ clients: [] }))), 405)
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const layerServer = (
  provider: Omit<MockProviderOptions, "clock">,
  options?: ServerOptions
): Layer.Layer<CurrentMockProvider, InvalidProviderOptions | CannotListen | SameUrl> =>
  makeServer((url) => makeOnEffectClock({ issuer: url, ...provider }), options).pipe(
    Effect.map(({ served }) => served),
    Layer.effect(CurrentMockProvider)
  )
