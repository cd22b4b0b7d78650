import { NodeHttpClient, NodeHttpServer } from "@effect/platform-node"
import { assert, describe, it, layer } from "@effect/vitest"
import { Effect, Fiber, Layer, Stream } from "effect"
import { FetchHttpClient, HttpClient, HttpServer, HttpServerResponse } from "effect/http"
import * as fc from "fast-check"
import { createServer } from "node:http"
import { requestLimits } from "../../src/index.ts"
import { readBody } from "../../src/services/readBody.ts"
import { makeProvider } from "../Provider.ts"

let chunks: ReadonlyArray<Uint8Array> = []

const server = HttpServer.serve(
  Effect.sync(() =>
    chunks.length === 0
      ? HttpServerResponse.empty()
      : HttpServerResponse.stream(Stream.rechunk(Stream.fromIterable(chunks), 1))
  )
).pipe(
  Layer.provideMerge(
    NodeHttpServer.layerServer(createServer, { port: 0, host: "127.0.0.1", disablePreemptiveShutdown: true })
  )
)

const read = Effect.fnUntraced(function* (sent: ReadonlyArray<Uint8Array>) {
  chunks = sent
  const response = yield* HttpServer.addressFormattedWith((url) => HttpClient.get(url))
  return yield* readBody(response)
}, Effect.scoped)

const clients: ReadonlyArray<[string, Layer.Layer<HttpClient.HttpClient>]> = [
  ["fetch", FetchHttpClient.layer],
  ["Node's HTTP client", NodeHttpClient.layerNodeHttp]
]

for (const [name, client] of clients) {
  layer(Layer.provideMerge(client, server))(`The body that ${name} gives`, (it) => {
    it.effect("is read as text, wherever it is divided", () =>
      Effect.gen(function* () {
        const context = yield* Effect.context<Effect.Services<ReturnType<typeof read>>>()
        const divided = fc.tuple(fc.string({ unit: "grapheme", minLength: 1 }), fc.nat())
        const property = fc.asyncProperty(divided, async ([text, at]) => {
          const bytes = new TextEncoder().encode(text)
          const cut = at % (bytes.length + 1)
          const parts = [bytes.slice(0, cut), bytes.slice(cut)].filter(({ length }) => length > 0)
          assert.strictEqual(await Effect.runPromiseWith(context)(read(parts)), text)
        })
        yield* Effect.promise(() => fc.assert(property, { numRuns: 30 }))
      })
    )

    it.effect("is empty text where there is none", () =>
      Effect.gen(function* () {
        assert.strictEqual(yield* read([]), "")
      })
    )

    it.effect("is refused beyond 1 MiB", () =>
      Effect.gen(function* () {
        const half = new Uint8Array(requestLimits.bytes / 2).fill(97)
        assert.strictEqual((yield* read([half, half])).length, requestLimits.bytes)
        const error = yield* Effect.flip(read([half, half, new Uint8Array(1)]))
        assert.deepInclude(error, { _tag: "ResponseTooLarge", status: 200 })
      })
    )
  })
}

describe("The body that fetch gives", () => {
  const cancelled = (body: UnderlyingDefaultSource<Uint8Array>) => {
    let times = 0
    const answer = () => new Response(new ReadableStream({ ...body, cancel: () => void times++ }))
    const { layer } = makeProvider(answer)
    const received = Effect.flatMap(HttpClient.get("https://provider.example/"), readBody)
    return { received: Effect.provide(received, layer), times: () => times }
  }

  it.effect("is given up where it is too long", () =>
    Effect.gen(function* () {
      const { received, times } = cancelled({
        pull: (controller) => controller.enqueue(new Uint8Array(requestLimits.bytes))
      })
      yield* Effect.flip(received)
      assert.strictEqual(times(), 1)
    })
  )

  it.effect("is given up where nobody waits for it any more", () =>
    Effect.gen(function* () {
      const { received, times } = cancelled({})
      const fiber = yield* Effect.forkChild(received, { startImmediately: true })
      yield* Effect.promise(() => new Promise((later) => setImmediate(later)))
      yield* Fiber.interrupt(fiber)
      assert.strictEqual(times(), 1)
    })
  )
})
