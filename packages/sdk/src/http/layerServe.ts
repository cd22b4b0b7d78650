/** A server that begins when its instance is ready, and ends without waiting for those who only listen. */
import { Context, Deferred, Effect, Layer } from "effect"
import { HttpMiddleware, HttpRouter, HttpServer } from "effect/http"

/**
 * Reference to what completes when the server begins to stop. `layerServe` provides it; without that, it never does.
 */
export const ServerStopping = Context.Reference<Effect.Effect<void>>(
  "@application-credentials/sdk/http/ServerStopping",
  { defaultValue: () => Effect.never }
)

/**
 * Layer that serves routes on a server, as `HttpRouter.serve` does, with two differences that a host needs. The server
 * listens once the routes are ready, and so the instance under them; no request comes before and waits for good. And
 * where the server stops, WebSocket connections are closed at once (1001), while requests under way get their time.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { layerMemory, layerModuleServices } from "@application-credentials/sdk"
 * import { layerCallback, layerServe } from "@application-credentials/sdk/http"
 * import { NodeHttpServer } from "@effect/platform-node"
 * import { Effect, Layer } from "effect"
 * import { HttpServer } from "effect/http"
 * import { createServer } from "node:http"
 *
 * const server = layerServe(layerCallback(), NodeHttpServer.layer(createServer, { port: 0 }), {
 *   disableLogger: true,
 *   disableListenLog: true
 * }).pipe(Layer.provide(layerMemory({ integrations: [] })), Layer.provide(layerModuleServices))
 *
 * const program = Effect.gen(function* () {
 *   const url = yield* HttpServer.addressFormattedWith(Effect.succeed)
 *   const response = yield* Effect.promise(() => fetch(`${url}/auth/external/callback`))
 *   assert.equal(response.status, 200)
 * })
 * await Effect.runPromise(Effect.provide(program, server))
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const layerServe = <A, E, R, S, SE, SR>(
  routes: Layer.Layer<A, E, R>,
  server: Layer.Layer<S | HttpServer.HttpServer, SE, SR>,
  options: { readonly disableLogger?: boolean; readonly disableListenLog?: boolean } = {}
) =>
  Layer.unwrap(
    Effect.gen(function* () {
      const stopping = yield* Deferred.make<void>()
      const app = yield* HttpRouter.toHttpEffect(routes).pipe(
        Effect.provideService(ServerStopping, Deferred.await(stopping))
      )
      const served =
        options.disableLogger === true ? HttpServer.serve(app) : HttpServer.serve(app, HttpMiddleware.logger)
      const logged = options.disableListenLog === true ? served : HttpServer.withLogAddress(served)
      // Built last, and so the first to end.
      const farewell = Layer.effectDiscard(Effect.addFinalizer(() => Deferred.succeed(stopping, undefined)))
      return farewell.pipe(Layer.provideMerge(logged), Layer.provideMerge(server))
    })
  )
