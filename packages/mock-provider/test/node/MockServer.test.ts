import { expect, it } from "@effect/vitest"
import { Deferred, Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import { CurrentMockProvider, makeOnEffectClock } from "../../src/index.ts"
import { layerServer, makeServer } from "../../src/node/index.ts"
import { challenged, form, formHeaders, publicClient, redirectUri, verifier } from "../Harness.ts"

const clients = [publicClient]
const get = (url: string, init: RequestInit = {}) =>
  Effect.promise((signal) => fetch(url, { signal, ...init }))

it.effect("serves a layer's provider, on Effect's clock", () =>
  Effect.gen(function* () {
    const { endpoints } = yield* CurrentMockProvider
    const query = form({
      response_type: "code",
      client_id: publicClient.clientId,
      redirect_uri: redirectUri,
      ...challenged
    })
    const redirected = yield* get(`${endpoints.authorize}?${query}`, { redirect: "manual" })
    const code = new URL(redirected.headers.get("location") ?? "").searchParams.get("code") ?? ""
    yield* TestClock.adjust("61 seconds")
    const body = form({
      grant_type: "authorization_code",
      client_id: publicClient.clientId,
      redirect_uri: redirectUri,
      code_verifier: verifier,
      code
    })
    const response = yield* get(endpoints.token, { method: "POST", headers: formHeaders, body })
    expect(yield* Effect.promise(() => response.json())).toEqual({
      error: "invalid_grant",
      error_description: "The code has expired."
    })
  }).pipe(Effect.provide(layerServer({ clients })))
)

it.effect("asks clients to come again while its provider is being made", () =>
  Effect.gen(function* () {
    const made = yield* Deferred.make<void>()
    const asked = yield* Deferred.make<string>()
    const starting = yield* makeServer((url) =>
      Deferred.succeed(asked, url).pipe(
        Effect.andThen(Deferred.await(made)),
        Effect.andThen(makeOnEffectClock({ issuer: url, clients }))
      )
    ).pipe(Effect.forkChild)
    const early = yield* get(`${yield* Deferred.await(asked)}/token`)
    expect([early.status, early.headers.get("retry-after")]).toEqual([503, "1"])
    yield* Deferred.succeed(made, undefined)
    const { url } = yield* Fiber.join(starting)
    expect((yield* get(`${url}/token`, { method: "POST" })).status).toBe(400)
  }).pipe(Effect.scoped)
)

it.effect("frees the port when its scope closes", () =>
  Effect.gen(function* () {
    const { url } = yield* Effect.scoped(makeServer((issuer) => makeOnEffectClock({ issuer, clients })))
    expect(
      yield* Effect.promise(() =>
        fetch(url).then(
          () => "open",
          () => "closed"
        )
      )
    ).toBe("closed")
  })
)
