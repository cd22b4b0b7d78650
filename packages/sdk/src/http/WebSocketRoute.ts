/** The WebSocket API as a route. */
import { Data, Effect, Option, Predicate, Schema, Sink, Stream } from "effect"
import type { Layer } from "effect"
import { HttpRouter, HttpServerResponse } from "effect/http"
import type { HttpServerRequest } from "effect/http"
import { CurrentHost } from "../services/CurrentHost.ts"
import type { AccessTokens } from "./AccessTokens.ts"
import { authenticate } from "./authenticate.ts"
import type { Command, CommandServices } from "./Command.ts"
import { configCommand, configEntryCommand } from "./ConfigCommands.ts"
import { pingCommand, supportedFeaturesCommand, unsubscribeCommand } from "./ConnectionCommands.ts"
import { credentialCommands } from "./CredentialCommands.ts"
import type { ServerMessage } from "./ServerMessage.ts"
import { makeConnection } from "./WebSocketConnection.ts"

/**
 * The path of the WebSocket API, where Home Assistant's clients look for it.
 *
 * @see homeassistant/components/websocket_api/const.py, URL
 * @category constants
 * @since 0.1.0
 */
export const webSocketPath = "/api/websocket"

/**
 * Options of `layerWebSocket`.
 *
 * @category models
 * @since 0.1.0
 */
export interface WebSocketOptions {
  /**
   * Shows administrators `**REDACTED**` for each client secret. Home Assistant shows them the secret, and so does this
   * unless asked: whoever gets hold of one administrator's access token can read every secret then.
   */
  readonly hideClientSecrets?: boolean | undefined
}

/**
 * Layer that serves the credential commands of Home Assistant's WebSocket API at `webSocketPath`, to those whom
 * `AccessTokens` lets in.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { layerMemory, layerModuleServices } from "@application-credentials/sdk"
 * import { AccessTokens, layerWebSocket, webSocketPath } from "@application-credentials/sdk/http"
 * import { Layer } from "effect"
 * import { HttpRouter } from "effect/http"
 *
 * const sha256 = "a".repeat(64) // as `printf %s "$TOKEN" | sha256sum` prints it
 * const routes = layerWebSocket({ hideClientSecrets: true }).pipe(
 *   Layer.provide(AccessTokens.layerHashes([{ user: "ada", isAdmin: true, sha256 }])),
 *   Layer.provide(layerMemory({ integrations: [{ domain: "acme" }] })),
 *   Layer.provide(layerModuleServices)
 * )
 * const { dispose, handler } = HttpRouter.toWebHandler(routes, { disableLogger: true })
 *
 * const response = await handler(new Request(new URL(webSocketPath, "https://home.test")))
 * assert.equal(await response.text(), "This is a WebSocket. Connect to it as one.")
 * await dispose()
 * ```
 *
 * @see homeassistant/components/websocket_api/http.py, WebSocketHandler
 * @category layers
 * @since 0.1.0
 */
export const layerWebSocket = (
  options: WebSocketOptions = {}
): Layer.Layer<never, never, HttpRouter.HttpRouter | AccessTokens | CommandServices> =>
  HttpRouter.use(
    Effect.fnUntraced(function* (router) {
      const services = yield* Effect.context<AccessTokens | CommandServices>()
      const commands = commandsOf(options)
      yield* router.add("GET", webSocketPath, (request) => Effect.provide(serve(request, commands), services))
    })
  )

const commandsOf = (options: WebSocketOptions): ReadonlyMap<string, Command> =>
  new Map(
    Object.entries({
      ping: pingCommand,
      supported_features: supportedFeaturesCommand,
      unsubscribe_events: unsubscribeCommand,
      "application_credentials/config": configCommand,
      "application_credentials/config_entry": configEntryCommand,
      ...credentialCommands(options)
    })
  )

/** Says why a connection is given up. */
class Disconnected extends Data.TaggedError("Disconnected")<{ readonly message: string }> {}

const serve = Effect.fnUntraced(
  function* (request: HttpServerRequest.HttpServerRequest, commands: ReadonlyMap<string, Command>) {
    const socket = yield* request.upgrade
    const { pull } = yield* socket.reader
    const { write } = yield* socket.writer
    // A client that has gone is found out by reading.
    const send = (message: ServerMessage) => Effect.ignore(write(JSON.stringify(message)))

    const { version } = yield* CurrentHost
    const frames = Stream.fromPull(Effect.succeed(pull))
    const [first, rest] = yield* send({ type: "auth_required", ha_version: version }).pipe(
      Effect.andThen(Stream.peel(frames, Sink.head())),
      Effect.timeoutOrElse({ duration: "10 seconds", orElse: () => Effect.fail(silent) })
    )
    const user = yield* authenticate(yield* parse(Option.getOrThrow(first))).pipe(
      Effect.tapError(({ message }) => send({ type: "auth_invalid", message }))
    )
    yield* send({ type: "auth_ok", ha_version: version })

    const receive = yield* makeConnection({ user, commands, send })
    const messages = rest.pipe(Stream.filter(isMessage), Stream.mapEffect(parse))
    const conversation = Stream.runForEach(messages, (message) =>
      Effect.forEach(Array.isArray(message) ? message : [message], receive)
    )
    yield* Effect.raceFirst(conversation, user.revoked ?? Effect.never)
  },
  Effect.catchTags({
    SocketError: () => Effect.void,
    Disconnected: ({ message }) => Effect.logDebug(`A WebSocket client was given up: ${message}`),
    AccessTokenInvalid: ({ message }) => Effect.logWarning(`A WebSocket client was not let in: ${message}`)
  }),
  Effect.scoped,
  Effect.as(HttpServerResponse.empty()),
  Effect.catchTag("HttpServerError", () => Effect.succeed(upgradeRequired))
)

const upgradeRequired = HttpServerResponse.text("This is a WebSocket. Connect to it as one.", {
  status: 426,
  headers: { upgrade: "websocket" }
})

// Binary messages are for handlers that clients ask for, and none of these commands makes one.
const isMessage = (frame: string | Uint8Array): boolean => Predicate.isString(frame) || frame.length === 0

const decodeJson = Schema.decodeUnknownEffect(Schema.fromJsonString(Schema.Unknown))

const parse = (frame: string | Uint8Array): Effect.Effect<unknown, Disconnected> =>
  Predicate.isString(frame)
    ? Effect.mapError(decodeJson(frame), () => new Disconnected({ message: "Received invalid JSON." }))
    : Effect.fail(new Disconnected({ message: "Received non-Text message." }))

const silent = new Disconnected({ message: "Did not receive auth message within 10 seconds" })
