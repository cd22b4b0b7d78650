/** How a server begins and ends. */
import { assert, describe, it } from "@effect/vitest"
import { NodeHttpServer } from "@effect/platform-node"
import { Context, Deferred, Effect, Exit, Fiber, Layer, Scope } from "effect"
import { HttpRouter, HttpServer, HttpServerResponse } from "effect/http"
import { TestClock } from "effect/testing"
import { createServer } from "node:http"
import { AccessTokens, layerServe, layerWebSocket } from "../../src/http/index.ts"
import { makeInstance } from "../flows/Instance.ts"
import { turn } from "../until.ts"
import { closed, openDeafAt, openRawAt } from "./RawClient.ts"

const options = { disableLogger: true, disableListenLog: true }

/** Builds a server over the routes given; `stop` ends it as SIGTERM does. */
const start = Effect.fnUntraced(function* (routes: Layer.Layer<never, never, HttpRouter.HttpRouter>) {
  const scope = yield* Scope.make()
  const node = createServer()
  const server = NodeHttpServer.layerServer(() => node, { port: 0, host: "127.0.0.1" })
  const building = yield* Effect.forkChild(Layer.buildWithScope(layerServe(routes, server, options), scope), {
    startImmediately: true
  })
  return { building, node, stop: Scope.close(scope, Exit.void) }
})

const urlOf = (context: Context.Context<HttpServer.HttpServer>) =>
  HttpServer.formatAddress(Context.get(context, HttpServer.HttpServer).address)

describe("A server", () => {
  it.effect("does not listen before its routes are ready", () =>
    Effect.gen(function* () {
      const ready = yield* Deferred.make<void>()
      const routes = HttpRouter.use((router) =>
        Effect.andThen(Deferred.await(ready), router.add("GET", "/", HttpServerResponse.text("here")))
      )
      const { building, node, stop } = yield* start(routes)
      yield* Effect.replicateEffect(turn, 20)
      assert.isFalse(node.listening)
      yield* Deferred.succeed(ready, undefined)
      const url = urlOf(yield* Fiber.join(building))
      assert.strictEqual(yield* Effect.promise(async () => (await fetch(url)).text()), "here")
      yield* stop
    })
  )

  it.effect("that stops closes sockets at once, and lets a request come to its end", () =>
    Effect.gen(function* () {
      const asked = yield* Deferred.make<void>()
      const answer = yield* Deferred.make<string>()
      const slow = HttpRouter.use((router) =>
        router.add(
          "GET",
          "/slow",
          Effect.andThen(
            Deferred.succeed(asked, undefined),
            Effect.map(Deferred.await(answer), (text) => HttpServerResponse.text(text))
          )
        )
      )
      const routes = Layer.mergeAll(slow, layerWebSocket()).pipe(
        Layer.provide(Layer.succeed(AccessTokens, { verify: () => Effect.never })),
        Layer.provide(Layer.orDie(makeInstance().layer))
      )
      const { building, node, stop } = yield* start(routes)
      const url = urlOf(yield* Fiber.join(building))
      const { closing, next } = yield* openRawAt(url)
      const request = fetch(`${url}/slow`, { headers: { connection: "close" } })
      yield* Deferred.await(asked)
      const stopping = yield* Effect.forkChild(stop, { startImmediately: true })
      assert.strictEqual((yield* closing).code, 1001)
      assert.strictEqual(yield* next, closed)
      assert.isUndefined(stopping.pollUnsafe())
      yield* Deferred.succeed(answer, "in time")
      assert.strictEqual(yield* Effect.promise(async () => (await request).text()), "in time")
      yield* Fiber.join(stopping)
      assert.isFalse(node.listening)
    })
  )

  it.effect("that stops does not wait for a client that says no goodbye", () =>
    Effect.gen(function* () {
      const routes = layerWebSocket().pipe(
        Layer.provide(Layer.succeed(AccessTokens, { verify: () => Effect.never })),
        Layer.provide(Layer.orDie(makeInstance().layer))
      )
      const { building, stop } = yield* start(routes)
      const url = urlOf(yield* Fiber.join(building))
      yield* openDeafAt(url)
      yield* Effect.replicateEffect(turn, 20)
      const stopping = yield* Effect.forkChild(stop, { startImmediately: true })
      // A tenth of a second at a time, and less than the twenty seconds that requests get.
      yield* Effect.replicateEffect(Effect.andThen(TestClock.adjust("100 millis"), turn), 50)
      yield* Fiber.join(stopping)
    })
  )
})
