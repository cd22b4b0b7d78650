import { assert, describe, it, layer } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { TestClock } from "effect/testing"
import { ERR_INVALID_AUTH } from "home-assistant-js-websocket"
import { AccessTokens } from "../../src/http/index.ts"
import { makeHost } from "../../src/index.ts"
import { closed, openRaw } from "./RawClient.ts"
import { adminToken, connect, layerServer } from "./Server.ts"

const { version } = makeHost()
const ok = { type: "auth_ok", ha_version: version }
const invalid = { type: "auth_invalid", message: "Invalid access token or password" }
const malformed = (faults: string) => ({
  type: "auth_invalid",
  message: `Auth message incorrectly formatted: ${faults}`
})

layer(layerServer())("The WebSocket API lets in", (it) => {
  it.effect("whoever has an access token", () =>
    Effect.gen(function* () {
      const { ask } = yield* openRaw
      assert.deepStrictEqual(yield* ask({ type: "auth", access_token: adminToken }), ok)
    })
  )

  it.effect("Home Assistant's own client, which learns the host's version", () =>
    Effect.gen(function* () {
      assert.strictEqual((yield* connect(adminToken)).haVersion, version)
    })
  )
})

describe("The WebSocket API of a host of another version", () => {
  it.effect("tells its clients that one", () =>
    Effect.gen(function* () {
      assert.strictEqual((yield* connect(adminToken)).haVersion, "2025.1.0")
    }).pipe(Effect.provide(layerServer({ host: { version: "2025.1.0" } })))
  )
})

layer(layerServer())("The WebSocket API keeps out, and hangs up on,", (it) => {
  it.effect.each<[string, unknown, unknown]>([
    ["another access token", { type: "auth", access_token: `${adminToken}.` }, invalid],
    ["an empty access token", { type: "auth", access_token: "" }, invalid],
    ["no access token", { type: "auth" }, invalid],
    [
      "a token that is no text",
      { type: "auth", access_token: [adminToken] },
      malformed("expected str for dictionary value @ data['access_token']")
    ],
    [
      "a command that comes before the token",
      { id: 1, type: "application_credentials/list" },
      malformed("extra keys not allowed @ data['id']")
    ],
    ["a message that is no object", [], malformed("expected a dictionary")]
  ])("%s", ([, message, answer]) =>
    Effect.gen(function* () {
      const { ask, next } = yield* openRaw
      assert.deepStrictEqual(yield* ask(message), answer)
      assert.strictEqual(yield* next, closed)
    })
  )

  it.effect.each<[string, string | Uint8Array<ArrayBuffer>]>([
    ["what is no JSON", "not JSON"],
    ["what is no text", new Uint8Array([1])]
  ])("%s, without a word", ([, data]) =>
    Effect.gen(function* () {
      const { say, next } = yield* openRaw
      yield* say(data)
      assert.strictEqual(yield* next, closed)
    })
  )

  it.effect("Home Assistant's own client with another token, which then does not try again", () =>
    Effect.gen(function* () {
      const { cause } = yield* Effect.flip(connect("token-of-nobody"))
      assert.strictEqual(cause, ERR_INVALID_AUTH)
    })
  )

  it.effect("a client that says nothing for ten seconds", () =>
    Effect.gen(function* () {
      const slow = yield* openRaw
      const silent = yield* openRaw
      yield* TestClock.adjust("9 seconds")
      assert.deepStrictEqual(yield* slow.ask({ type: "auth", access_token: adminToken }), ok)
      yield* TestClock.adjust("1 second")
      assert.strictEqual(yield* silent.next, closed)
    })
  )
})

describe("an empty access token", () => {
  const accessTokens = Layer.succeed(AccessTokens, {
    verify: () => Effect.succeed({ id: "anyone", isAdmin: true })
  })
  it.effect("lets nobody in, whatever the host says", () =>
    Effect.gen(function* () {
      const { ask } = yield* openRaw
      assert.deepStrictEqual(yield* ask({ type: "auth", access_token: "" }), invalid)
    }).pipe(Effect.provide(layerServer({ accessTokens })))
  )
})
