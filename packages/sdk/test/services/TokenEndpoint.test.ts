import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Redacted } from "effect"
import { TestClock } from "effect/testing"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { inspect } from "node:util"
import { layerModuleServices, requestLimits, sendTokenRequest } from "../../src/index.ts"
import type { TokenRequest } from "../../src/index.ts"
import { json, makeProvider } from "../Provider.ts"
import type { Answer } from "../Provider.ts"
import { takeDown } from "../telemetry.ts"

const request = (tokenUrl = "https://provider.example/token"): TokenRequest => ({
  domain: "acme",
  operation: "exchange",
  tokenUrl,
  headers: { accept: "application/json", authorization: Redacted.make("Basic THE-SECRET") },
  parameters: { code: Redacted.make("THE-SECRET"), client_id: "id" }
})

const failureOf = (answer: Answer) => {
  const provider = makeProvider(answer)
  return Effect.map(Effect.flip(sendTokenRequest(request())), (error) => ({
    error,
    seen: provider.seen
  })).pipe(Effect.provide(provider.layer))
}

const bytes = (size: number, start: string) =>
  new Response(start + " ".repeat(size - start.length - 1) + "}", {
    headers: { "content-type": "application/json" }
  })

describe("sendTokenRequest", () => {
  it.effect("posts a form to the declared URL", () =>
    Effect.gen(function* () {
      const { seen, layer } = makeProvider(() => json({ access_token: "ACCESSTOKEN" }))
      yield* Effect.provide(sendTokenRequest(request("https://provider.example/token?v=1")), layer)
      const [only] = seen
      assert.strictEqual(seen.length, 1)
      assert.strictEqual(only?.method, "POST")
      assert.strictEqual(only?.url, "https://provider.example/token?v=1")
      assert.match(only?.headers.get("content-type") ?? "", /^application\/x-www-form-urlencoded/)
      assert.strictEqual(only?.headers.get("authorization"), "Basic THE-SECRET")
      assert.strictEqual(only?.form.get("code"), "THE-SECRET")
      assert.isFalse(only?.headers.has("traceparent"))
    })
  )

  it.effect("makes one span, a child of its caller's, that ends with the request", () =>
    Effect.gen(function* () {
      for (const [answer, ended] of [
        [() => json({ access_token: "ACCESSTOKEN" }), "Success"],
        [() => json({ error: "invalid_grant" }, { status: 400 }), "Failure"]
      ] as const) {
        const { layer } = makeProvider(answer)
        const sent = Effect.withSpan(Effect.provide(sendTokenRequest(request()), layer), "caller")
        const { spans } = yield* takeDown(sent)
        assert.deepStrictEqual(
          spans.map(({ name }) => name),
          ["caller", "TokenEndpoint.send"]
        )
        const [caller, own] = spans
        assert.strictEqual(own?.parent._tag === "Some" && own.parent.value, caller)
        assert.strictEqual(own?.status._tag === "Ended" && own.status.exit._tag, ended)
      }
    })
  )

  it.effect("gives up after 30 seconds without an answer", () =>
    Effect.gen(function* () {
      const fiber = yield* Effect.forkChild(failureOf(() => new Promise(() => {})))
      yield* TestClock.adjust("29 seconds")
      assert.isUndefined(fiber.pollUnsafe())
      yield* TestClock.adjust("1 second")
      const { error } = yield* Fiber.join(fiber)
      assert.strictEqual(error._tag === "TokenEndpointUnavailable" && error.reason, "timeout")
    })
  )

  it.effect("gives up after 30 seconds on a body that never ends", () =>
    Effect.gen(function* () {
      const fiber = yield* Effect.forkChild(
        failureOf(() => new Response(new ReadableStream({ start: () => {} })))
      )
      yield* TestClock.adjust("30 seconds")
      const { error } = yield* Fiber.join(fiber)
      assert.strictEqual(error._tag === "TokenEndpointUnavailable" && error.reason, "timeout")
    })
  )

  it.effect("takes a failed connection for transient, and tries only once", () =>
    Effect.gen(function* () {
      const { error, seen } = yield* failureOf(() => Promise.reject(new TypeError("THE-SECRET fetch failed")))
      assert.strictEqual(error._tag === "TokenEndpointUnavailable" && error.reason, "connection")
      assert.strictEqual(seen.length, 1)
      assert.notInclude(inspect(error, { depth: null, showHidden: true }), "THE-SECRET")
    })
  )

  it.effect("takes a body that breaks off for a failed connection", () =>
    Effect.gen(function* () {
      const broken = new ReadableStream({ pull: (controller) => controller.error(new Error("reset")) })
      const { error } = yield* failureOf(() => new Response(broken))
      assert.strictEqual(error._tag === "TokenEndpointUnavailable" && error.reason, "connection")
    })
  )

  it.effect("judges an answer without a body by its status", () =>
    Effect.gen(function* () {
      const { error } = yield* failureOf(() => new Response(null, { status: 400 }))
      assert.strictEqual(error._tag, "ReauthenticationRequired")
      const { error: empty } = yield* failureOf(() => new Response(null, { status: 204 }))
      assert.strictEqual(empty._tag === "TokenResponseUnusable" && empty.reason, "empty")
    })
  )

  it.effect("takes an answer of 1 MiB and refuses a byte more", () =>
    Effect.gen(function* () {
      const { layer } = makeProvider(() => bytes(requestLimits.bytes, '{"access_token":"ACCESSTOKEN"'))
      const token = yield* Effect.provide(sendTokenRequest(request()), layer)
      assert.strictEqual(Redacted.value(token.accessToken), "ACCESSTOKEN")
      const { error } = yield* failureOf(() =>
        bytes(requestLimits.bytes + 1, '{"access_token":"ACCESSTOKEN"')
      )
      assert.strictEqual(error._tag === "TokenResponseUnusable" && error.reason, "tooLarge")
    })
  )

  it.effect("sends nothing to a token URL that is not https", () =>
    Effect.gen(function* () {
      const { seen, layer } = makeProvider(() => json({ access_token: "ACCESSTOKEN" }))
      const error = yield* Effect.flip(sendTokenRequest(request("http://provider.example/token"))).pipe(
        Effect.provide(layer)
      )
      assert.strictEqual(error._tag, "AuthorizationServerInvalid")
      assert.strictEqual(seen.length, 0)
    })
  )

  it.live("does not follow a redirect over a real connection", () =>
    Effect.gen(function* () {
      const paths: Array<string | undefined> = []
      const server = yield* Effect.acquireRelease(
        Effect.callback<ReturnType<typeof createServer>>((resume) => {
          const server = createServer((request, response) => {
            paths.push(request.url)
            response.writeHead(307, { location: "/elsewhere" }).end()
          })
          server.listen(0, "127.0.0.1", () => resume(Effect.succeed(server)))
        }),
        (server) => Effect.sync(() => server.close())
      )
      const { port } = server.address() as AddressInfo
      const error = yield* Effect.flip(sendTokenRequest(request(`http://127.0.0.1:${port}/token`)))
      assert.strictEqual(error._tag, "TokenEndpointRedirected")
      assert.deepStrictEqual(paths, ["/token"])
    }).pipe(Effect.provide(layerModuleServices))
  )
})
