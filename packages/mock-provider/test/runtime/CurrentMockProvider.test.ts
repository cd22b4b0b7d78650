import { expect, it } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import {
  CurrentMockProvider,
  InvalidProviderOptions,
  layerMockProvider,
  makeOnEffectClock
} from "../../src/index.ts"
import { challenged, form, formHeaders, publicClient, redirectUri, verifier } from "../Harness.ts"

const request = (url: string) => ({
  method: "GET",
  url: `${url}?${form({
    response_type: "code",
    client_id: publicClient.clientId,
    redirect_uri: redirectUri,
    ...challenged
  })}`,
  headers: {},
  body: ""
})

const exchange = (url: string, location: string) => ({
  method: "POST",
  url,
  headers: formHeaders,
  body: form({
    grant_type: "authorization_code",
    client_id: publicClient.clientId,
    redirect_uri: redirectUri,
    code_verifier: verifier,
    code: new URL(location).searchParams.get("code") ?? ""
  })
})

it.effect("lets codes expire by Effect's clock", () =>
  Effect.gen(function* () {
    const provider = yield* CurrentMockProvider
    const { authorize, token } = provider.endpoints
    const codes = [provider.handle(request(authorize)), provider.handle(request(authorize))]
    const [early, late] = codes.map((answer) =>
      answer._tag === "Response" ? (answer.headers["location"] ?? "") : ""
    )
    yield* TestClock.adjust("59 seconds")
    expect(provider.handle(exchange(token, early ?? ""))).toMatchObject({ status: 200 })
    yield* TestClock.adjust("1 second")
    expect(provider.handle(exchange(token, late ?? ""))).toMatchObject({ status: 400 })
    expect(provider.journal.at(-1)?.rule).toBe("code-expired")
  }).pipe(Effect.provide(layerMockProvider({ clients: [publicClient] })))
)

it.effect("waits by Effect's clock where a fault is slow", () =>
  Effect.gen(function* () {
    const provider = yield* CurrentMockProvider
    const asked = provider.answer(request(provider.endpoints.authorize))
    const waiting = yield* Effect.forkChild(Effect.promise(() => asked))
    yield* TestClock.adjust("9 minutes")
    expect(waiting.pollUnsafe()).toBeUndefined()
    yield* TestClock.adjust("1 minute")
    expect(yield* Fiber.join(waiting)).toMatchObject({ status: 302 })
  }).pipe(
    Effect.provide(
      layerMockProvider({
        clients: [publicClient],
        faults: [{ action: { _tag: "Slow", milliseconds: 600_000 } }]
      })
    )
  )
)

it.effect("fails with what is wrong with its options", () =>
  Effect.gen(function* () {
    const error = yield* Effect.flip(makeOnEffectClock({ clients: [{ ...publicClient, clientId: "" }] }))
    expect(error).toBeInstanceOf(InvalidProviderOptions)
  })
)
