import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Layer, Redacted } from "effect"
import * as fc from "fast-check"
import { AccessTokens } from "../../src/http/index.ts"
import { ClientCredential, CredentialStore } from "../../src/index.ts"
import { error } from "./answers.ts"
import { closed, openAuthenticated } from "./RawClient.ts"
import { adminToken, layerServer, userToken } from "./Server.ts"

const commands = ["list", "create", "update", "delete", "config", "config_entry"]
const types = [
  ...commands.map((name) => `application_credentials/${name}`),
  "ping",
  "supported_features",
  "unsubscribe_events",
  "__proto__",
  "toString"
]

/** Whatever JSON can say, and what comes close to a command. */
const message = fc.oneof(
  fc.jsonValue(),
  fc.record(
    {
      id: fc.oneof({ weight: 3, arbitrary: fc.integer({ min: -1, max: 1000 }) }, fc.jsonValue()),
      type: fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...types) }, fc.jsonValue()),
      domain: fc.oneof(fc.constant("acme"), fc.jsonValue()),
      client_id: fc.oneof(fc.string(), fc.jsonValue()),
      client_secret: fc.oneof(fc.string(), fc.jsonValue()),
      application_credentials_id: fc.oneof(fc.constant("acme_id"), fc.jsonValue()),
      config_entry_id: fc.jsonValue(),
      subscription: fc.jsonValue(),
      features: fc.jsonValue()
    },
    { requiredKeys: ["id", "type"] }
  )
)

const stored = {
  domain: "acme",
  credential: new ClientCredential({ clientId: "id", clientSecret: Redacted.make("CLIENTSECRET") })
}

const isObject = (value: unknown): boolean => typeof value === "object" && value !== null && "id" in value

describe("a connection", () => {
  it.effect.each([
    ["a user", userToken],
    ["an administrator", adminToken]
  ])("survives any message of %s, and answers each without the secret that is hidden", ([, token]) =>
    Effect.gen(function* () {
      yield* CredentialStore.use((store) => store.create(stored))
      const context = yield* Effect.context<Effect.Services<ReturnType<typeof openAuthenticated>>>()
      const answered = Effect.fnUntraced(function* (message: fc.JsonValue) {
        const { say, next } = yield* openAuthenticated(token)
        yield* say(JSON.stringify(message))
        yield* say(JSON.stringify({ id: Number.MAX_SAFE_INTEGER, type: "ping" }))
        const expected = Array.isArray(message) ? message.length : 1
        const answers = yield* Effect.replicateEffect(next, expected + 1)
        assert.isTrue(answers.every(isObject), JSON.stringify(answers))
        assert.deepInclude(answers, { id: Number.MAX_SAFE_INTEGER, type: "pong" })
        assert.notInclude(JSON.stringify(answers), "CLIENTSECRET")
      }, Effect.scoped)
      const property = fc.asyncProperty(message, (one) => Effect.runPromiseWith(context)(answered(one)))
      yield* Effect.promise(() => fc.assert(property, { numRuns: 100 }))
    }).pipe(Effect.provide(layerServer({ hideClientSecrets: true })))
  )

  it.effect("ends without a word at what is no JSON", () =>
    Effect.gen(function* () {
      for (const data of ["", "{", "NaN", new Uint8Array()]) {
        const { say, next } = yield* openAuthenticated()
        yield* say(data)
        assert.strictEqual(yield* next, closed)
      }
    }).pipe(Effect.provide(layerServer()))
  )

  it.effect("pays no heed to binary messages", () =>
    Effect.gen(function* () {
      const { say, ask } = yield* openAuthenticated()
      yield* say(new Uint8Array([1, 2, 3]))
      assert.deepStrictEqual(yield* ask({ id: 1, type: "ping" }), { id: 1, type: "pong" })
    }).pipe(Effect.provide(layerServer()))
  )

  it.effect("takes numbers that increase, of commands that there are", () =>
    Effect.gen(function* () {
      const { ask } = yield* openAuthenticated()
      const reused = (id: number) => error(id, "id_reuse", "Identifier values have to increase.")
      assert.deepStrictEqual(yield* ask({ id: 5, type: "ping" }), { id: 5, type: "pong" })
      assert.deepStrictEqual(yield* ask({ id: 5, type: "ping" }), reused(5))
      assert.deepStrictEqual(yield* ask({ id: 4, type: "ping" }), reused(4))
      yield* ask({ id: 6, type: "unknown" })
      assert.deepStrictEqual(yield* ask({ id: 6, type: "ping" }), { id: 6, type: "pong" })
      yield* ask({ id: 7, type: "ping", more: 1 })
      assert.deepStrictEqual(yield* ask({ id: 7, type: "ping" }), reused(7))
    }).pipe(Effect.provide(layerServer()))
  )

  it.effect("takes several commands in one message", () =>
    Effect.gen(function* () {
      const { ask, next } = yield* openAuthenticated()
      const pong = yield* ask([{ id: 1, type: "ping" }, "nothing", { id: 2, type: "ping" }])
      assert.deepStrictEqual(
        [pong, yield* next, yield* next],
        [
          { id: 1, type: "pong" },
          error(0, "invalid_format", "Message incorrectly formatted."),
          { id: 2, type: "pong" }
        ]
      )
    }).pipe(Effect.provide(layerServer()))
  )

  it.effect("answers unknown_error where the host breaks, and continues", () => {
    const broken = Layer.effect(
      CredentialStore,
      CredentialStore.use((store) =>
        Effect.succeed({ ...store, list: Effect.die(new Error("disk on fire")) })
      )
    )
    return Effect.gen(function* () {
      const { ask } = yield* openAuthenticated()
      assert.deepStrictEqual(
        yield* ask({ id: 1, type: "application_credentials/list" }),
        error(1, "unknown_error", "Unknown error")
      )
      assert.deepStrictEqual(yield* ask({ id: 2, type: "ping" }), { id: 2, type: "pong" })
    }).pipe(Effect.provide(layerServer({ credentialStore: broken })))
  })

  it.effect("ends at more than 4,096 commands under way", () => {
    const slow = Layer.effect(
      CredentialStore,
      CredentialStore.use((store) => Effect.succeed({ ...store, list: Effect.never }))
    )
    return Effect.gen(function* () {
      const { closing, say } = yield* openAuthenticated()
      const list = (id: number) => ({ id, type: "application_credentials/list" })
      yield* say(JSON.stringify(Array.from({ length: 4_097 }, (_, n) => list(n + 1))))
      assert.strictEqual((yield* closing).code, 1008)
    }).pipe(Effect.provide(layerServer({ credentialStore: slow })))
  })

  it.effect("ends when its access token is revoked", () => {
    const gone = Deferred.makeUnsafe<void>()
    const user = { id: "paulus", isAdmin: true, revoked: Deferred.await(gone) }
    const accessTokens = Layer.succeed(AccessTokens, { verify: () => Effect.succeed(user) })
    return Effect.gen(function* () {
      const { ask, next } = yield* openAuthenticated()
      yield* ask({ id: 1, type: "ping" })
      yield* Deferred.succeed(gone, undefined)
      assert.strictEqual(yield* next, closed)
    }).pipe(Effect.provide(layerServer({ accessTokens })))
  })
})
