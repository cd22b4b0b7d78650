import { expect, it } from "@effect/vitest"
import { Effect, Fiber, Layer } from "effect"
import { FetchHttpClient, HttpClient, HttpClientRequest } from "effect/http"
import { vi } from "vitest"
import { layerHttpClient } from "../../src/index.ts"
import { makeHarness, publicClient } from "../Harness.ts"

const refusing = makeHarness()

it.effect("answers Effect's HttpClient", () =>
  Effect.gen(function* () {
    const response = yield* HttpClientRequest.post(refusing.provider.endpoints.token).pipe(
      HttpClientRequest.bodyUrlParams({ grant_type: "refresh_token", client_id: publicClient.clientId }),
      HttpClient.execute
    )
    expect(response.status).toBe(400)
    expect(yield* response.json).toMatchObject({ error: "invalid_request" })
    expect(refusing.rule()).toBe("refresh-token-missing")
  }).pipe(Effect.provide(layerHttpClient(refusing.provider)))
)

const broken = makeHarness({ faults: [{ action: { _tag: "ConnectionFailure" } }] })

it.effect("fails with a transport error when the connection does", () =>
  Effect.gen(function* () {
    const error = yield* Effect.flip(HttpClient.get(broken.provider.endpoints.token))
    expect(error.reason._tag).toBe("TransportError")
  }).pipe(Effect.provide(layerHttpClient(broken.provider)))
)

const silent = makeHarness({ faults: [{ action: { _tag: "NeverAnswers" } }] })

it.effect("can be interrupted while no answer comes", () =>
  Effect.gen(function* () {
    const waiting = yield* Effect.forkChild(HttpClient.get(silent.provider.endpoints.token))
    yield* Effect.promise(() => vi.waitFor(() => expect(silent.provider.journal.length).toBe(1)))
    expect(waiting.pollUnsafe()).toBeUndefined()
    yield* Fiber.interrupt(waiting)
  }).pipe(Effect.provide(layerHttpClient(silent.provider)))
)

const beside = makeHarness()

it.each([
  ["before it", (own: Layer.Layer<HttpClient.HttpClient>) => Layer.merge(FetchHttpClient.layer, own)],
  ["below it", (own: Layer.Layer<HttpClient.HttpClient>) => Layer.provideMerge(own, FetchHttpClient.layer)],
  [
    "of another provider before it",
    (own: Layer.Layer<HttpClient.HttpClient>) => Layer.merge(layerHttpClient(refusing.provider), own)
  ]
])("answers also where the same program has a client %s", (_place, together) =>
  Effect.gen(function* () {
    const before = beside.provider.calls("jwks").length
    const response = yield* HttpClient.get(beside.provider.endpoints.jwks ?? "")
    expect(response.status).toBe(200)
    expect(beside.provider.calls("jwks").length).toBe(before + 1)
  }).pipe(Effect.provide(together(layerHttpClient(beside.provider))), Effect.runPromise)
)
