/** What clients may send, and how much they may leave unread. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Logger, Redacted, References, Schema } from "effect"
import { TestClock } from "effect/testing"
import { frameLimit } from "../../src/http/WebSocketRoute.ts"
import { ClientCredential, CredentialStore } from "../../src/index.ts"
import { turn, until } from "../until.ts"
import { openAuthenticated, openDeafAt, openRaw } from "./RawClient.ts"
import { adminToken, baseUrl, layerServer } from "./Server.ts"

const members = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`m${n}`, 0]))

/** Gathers what is logged. */
const makeLog = () => {
  const lines: Array<string> = []
  const logger = Logger.make(({ message }) => void lines.push(JSON.stringify(message)))
  return { lines, layer: Logger.layer([logger]) }
}

describe("Before authentication", () => {
  it.effect("a frame of more than a few kilobytes ends the connection unread", () => {
    const { layer, lines } = makeLog()
    return Effect.gen(function* () {
      const { closing, say } = yield* openRaw
      yield* say(JSON.stringify({ type: "auth", ...members(300_000) }))
      assert.strictEqual((yield* closing).code, 1009)
      assert.isBelow(lines.join("").length, 1_000)
    }).pipe(Effect.provide(layerServer()), Effect.provide(layer))
  })

  it.effect("a frame of 4 MiB with a right token is too long too", () =>
    Effect.gen(function* () {
      const { closing, say } = yield* openRaw
      yield* say(JSON.stringify({ type: "auth", access_token: adminToken }).padEnd(100_000))
      assert.strictEqual((yield* closing).code, 1009)
    }).pipe(Effect.provide(layerServer()))
  )

  it.effect("one fault is named, and cut short", () => {
    const { layer, lines } = makeLog()
    return Effect.gen(function* () {
      const { ask } = yield* openRaw
      const answer = yield* ask({ type: "auth", ["k".repeat(4_000)]: 0, ...members(100) })
      assert.isBelow(JSON.stringify(answer).length, 400)
      yield* until(() => lines.length > 0)
      assert.isBelow(lines.join("").length, 500)
    }).pipe(Effect.provide(layerServer()), Effect.provide(layer))
  })

  it.effect("nothing of a frame comes unescaped into the log", () => {
    const { layer, lines } = makeLog()
    return Effect.gen(function* () {
      const { ask } = yield* openRaw
      const answer = yield* ask({ type: "auth", "\u001b]0;title\u0007\nroot: logged in\u202e": 0 })
      yield* until(() => lines.length > 0)
      const told = [...lines.map((line) => String(JSON.parse(line))), messageOf(answer)]
      for (const text of told) {
        assert.notMatch(text, /[\p{Cc}\p{Cf}]/u)
        assert.include(text, "root: logged in")
      }
    }).pipe(Effect.provide(layerServer()), Effect.provide(layer))
  })
})

const messageOf = (answer: unknown): string =>
  Schema.decodeUnknownSync(Schema.Struct({ type: Schema.Literal("auth_invalid"), message: Schema.String }))(
    answer
  ).message

describe("A client that has come in", () => {
  it.effect("learns one fault of a command", () =>
    Effect.gen(function* () {
      const { ask } = yield* openAuthenticated()
      const answer = yield* ask({ id: 1, type: "ping", ...members(1_000) })
      assert.isBelow(JSON.stringify(answer).length, 400)
    }).pipe(Effect.provide(layerServer()))
  )

  it.effect("may send frames of 4 MiB, and none that is longer", () =>
    Effect.gen(function* () {
      const { ask, closing, say } = yield* openAuthenticated()
      const ping = JSON.stringify({ id: 1, type: "ping" })
      yield* say(ping.padEnd(frameLimit))
      assert.deepStrictEqual(yield* ask({ id: 2, type: "ping" }), { id: 1, type: "pong" })
      yield* say(ping.padEnd(frameLimit + 1))
      assert.strictEqual((yield* closing).code, 1009)
    }).pipe(Effect.provide(layerServer()))
  )

  it.effect("is cut off who keeps asking and never reads", () => {
    const { layer, lines } = makeLog()
    return Effect.gen(function* () {
      yield* CredentialStore.use((store) => store.create(long))
      const { hear, sendAll } = yield* openDeafAt(yield* baseUrl)
      sendAll(10_000)
      yield* until(() => lines.join().includes("does not read"), 100_000)
      // What the operating system had taken still comes, and then the end.
      const heard = yield* Effect.raceFirst(
        hear,
        Effect.forever(Effect.andThen(TestClock.adjust("1 second"), turn))
      )
      assert.isBelow(heard, 5_000 * long.credential.clientId.length)
    }).pipe(
      Effect.provide(layerServer()),
      Effect.provide(layer),
      Effect.provideService(References.MinimumLogLevel, "Debug")
    )
  })
})

/** A credential whose list is long: the operating system takes no more than some hundred of them. */
const long = {
  domain: "acme",
  credential: new ClientCredential({
    clientId: "x".repeat(20_000),
    clientSecret: Redacted.make("CLIENTSECRET")
  })
}
