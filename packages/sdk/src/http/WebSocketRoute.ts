/** The WebSocket API as a route. */
import { Effect, Layer, Option, Predicate, Schema, Sink, Stream } from "effect"
import { HttpRouter, HttpServerResponse } from "effect/http"
import type { HttpServerRequest } from "effect/http"
import { Socket } from "effect/socket"
import type { LinkingFlow } from "../flows/LinkingFlow.ts"
import type { OAuth2Session } from "../flows/OAuth2Session.ts"
import { CurrentHost } from "../services/CurrentHost.ts"
import type { Storage } from "../services/Storage.ts"
import type { AccessTokens } from "./AccessTokens.ts"
import { authenticate } from "./authenticate.ts"
import type { Command, CommandServices } from "./Command.ts"
import { configCommand, configEntryCommand } from "./ConfigCommands.ts"
import { pingCommand, supportedFeaturesCommand, unsubscribeCommand } from "./ConnectionCommands.ts"
import { credentialCommands } from "./CredentialCommands.ts"
import { entryCommands } from "./EntryCommands.ts"
import { hostCommands } from "./HostCommands.ts"
import { LiveEntries } from "./LiveEntries.ts"
import { LiveFlows } from "./LiveFlows.ts"
import { Disconnected, makeOutbox } from "./Outbox.ts"
import { printable } from "./printable.ts"
import type { ServerMessage } from "./ServerMessage.ts"
import { ServerStopping } from "./layerServe.ts"
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
 * Layer that serves Home Assistant's WebSocket API at `webSocketPath`, to those whom `AccessTokens` lets in: the commands of
 * credentials, accounts and flows in progress, and what clients ask for beside them.
 *
 * A connection ends that sends more than 4 MiB in one frame (8 KiB before it has come in), or that leaves too much unread:
 * 4,096 messages, or 1,024 for ten seconds, or 64 MiB. That a client does not read is found out on Node; elsewhere the
 * platform takes what is written.
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
): Layer.Layer<never, never, HttpRouter.HttpRouter | AccessTokens | WebSocketServices> =>
  HttpRouter.use(
    Effect.fnUntraced(function* (router) {
      const services = yield* Effect.context<AccessTokens | CommandServices>()
      const stopping = yield* ServerStopping
      const commands = commandsOf(options)
      yield* router.add("GET", webSocketPath, (request) =>
        Effect.provide(serve(request, commands, stopping), services)
      )
    })
  ).pipe(Layer.provide([LiveEntries.layer, LiveFlows.layer]))

/** What the commands take, and what the news of accounts and flows comes from. */
type WebSocketServices =
  | Exclude<CommandServices, LiveEntries | LiveFlows>
  | LinkingFlow
  | OAuth2Session
  | Storage

const commandsOf = (options: WebSocketOptions): ReadonlyMap<string, Command> =>
  new Map(
    Object.entries({
      ping: pingCommand,
      supported_features: supportedFeaturesCommand,
      unsubscribe_events: unsubscribeCommand,
      "application_credentials/config": configCommand,
      "application_credentials/config_entry": configEntryCommand,
      ...credentialCommands(options),
      ...entryCommands,
      ...hostCommands
    })
  )

const serve = Effect.fnUntraced(
  function* (
    request: HttpServerRequest.HttpServerRequest,
    commands: ReadonlyMap<string, Command>,
    stopping: Effect.Effect<void>
  ) {
    const socket = yield* request.upgrade
    const { pull } = yield* socket.reader
    const { write } = yield* socket.writer
    // A client that has gone is found out by reading.
    const outbox = yield* makeOutbox({ ...outletOf(request), write: (text) => Effect.ignore(write(text)) })
    const talk = converse({ pull, send: (message) => outbox.send(JSON.stringify(message)), commands })
    const stopped = Effect.andThen(stopping, Effect.fail(goingAway))
    yield* Effect.raceAllFirst([talk, outbox.overflow, stopped]).pipe(
      Effect.catchTag("Disconnected", ({ code, message }) =>
        Effect.andThen(
          Effect.logDebug(`A WebSocket client was given up: ${message}`),
          hangUp(request, pull, write(new Socket.CloseEvent(code, message)))
        )
      )
    )
  },
  Effect.catchTags({
    SocketError: () => Effect.void,
    AccessTokenInvalid: ({ message }) =>
      Effect.logWarning(`A WebSocket client was not let in: ${printable(message)}`)
  }),
  Effect.scoped,
  Effect.as(HttpServerResponse.empty()),
  Effect.catchTag("HttpServerError", () => Effect.succeed(upgradeRequired))
)

type Frame = string | Uint8Array
type Pull = Socket.Reader["pull"]

/** Lets a client in, and answers it until it leaves. */
const converse = Effect.fnUntraced(function* (options: {
  readonly pull: Pull
  readonly send: (message: ServerMessage) => Effect.Effect<void>
  readonly commands: ReadonlyMap<string, Command>
}) {
  const { pull, send, commands } = options
  const { version } = yield* CurrentHost
  const frames = Stream.fromPull(Effect.succeed(pull))
  const [first, rest] = yield* send({ type: "auth_required", ha_version: version }).pipe(
    Effect.andThen(Stream.peel(frames, Sink.head())),
    Effect.timeoutOrElse({ duration: "10 seconds", orElse: () => Effect.fail(silent) })
  )
  const user = yield* authenticate(yield* parse(Option.getOrThrow(first), authFrameLimit)).pipe(
    Effect.tapError(({ message }) => send({ type: "auth_invalid", message }))
  )
  yield* send({ type: "auth_ok", ha_version: version })

  const receive = yield* makeConnection({ user, commands, send })
  const messages = rest.pipe(
    Stream.filter(isMessage),
    Stream.mapEffect((frame) => parse(frame, frameLimit))
  )
  const conversation = Stream.runForEach(messages, (message) =>
    Effect.forEach(Array.isArray(message) ? message : [message], receive, { discard: true })
  )
  yield* Effect.raceFirst(conversation, user.revoked ?? Effect.never)
})

/** Tells a client that it is given up, and gives it two seconds to say goodbye. */
const hangUp = (
  request: HttpServerRequest.HttpServerRequest,
  pull: Pull,
  close: Effect.Effect<void, Socket.SocketError>
) =>
  close.pipe(
    Effect.andThen(Effect.forever(pull)),
    Effect.timeoutOrElse({ duration: "2 seconds", orElse: () => Effect.void }),
    Effect.ensuring(Effect.sync(() => nodeSocketOf(request)?.destroy()))
  )

/** What of Node's socket is needed, where there is one under a request. */
interface NodeSocket {
  readonly writableNeedDrain: boolean
  readonly once: (event: "drain" | "close", listener: () => void) => unknown
  readonly off: (event: "drain" | "close", listener: () => void) => unknown
  readonly destroy: () => unknown
}

const nodeSocketOf = ({ source }: HttpServerRequest.HttpServerRequest): NodeSocket | undefined =>
  Predicate.hasProperty(source, "socket") && isNodeSocket(source.socket) ? source.socket : undefined

const isNodeSocket = (socket: unknown): socket is NodeSocket =>
  Predicate.hasProperty(socket, "writableNeedDrain") &&
  ["once", "off", "destroy"].every((name) => Predicate.hasProperty(socket, name))

const outletOf = (request: HttpServerRequest.HttpServerRequest) => {
  const socket = nodeSocketOf(request)
  return {
    isFull: () => socket?.writableNeedDrain === true,
    drained: Effect.callback<void>((resume) => {
      if (socket?.writableNeedDrain !== true) return resume(Effect.void)
      const done = () => resume(Effect.void)
      socket.once("drain", done)
      socket.once("close", done)
      return Effect.sync(() => {
        socket.off("drain", done)
        socket.off("close", done)
      })
    })
  }
}

const upgradeRequired = HttpServerResponse.text("This is a WebSocket. Connect to it as one.", {
  status: 426,
  headers: { upgrade: "websocket" }
})

/** How long a frame may be, in characters or bytes, and how long before its sender has come in. */
export const frameLimit = 4 * 1024 * 1024
const authFrameLimit = 8 * 1024

// Binary messages are for handlers that clients ask for, and none of these commands makes one.
const isMessage = (frame: Frame): boolean =>
  Predicate.isString(frame) || frame.length === 0 || frame.length > frameLimit

const decodeJson = Schema.decodeUnknownEffect(Schema.fromJsonString(Schema.Unknown))

const parse = (frame: Frame, limit: number): Effect.Effect<unknown, Disconnected> => {
  if (frame.length > limit)
    return Effect.fail(new Disconnected({ code: 1009, message: "The frame is too long." }))
  return Predicate.isString(frame)
    ? Effect.mapError(
        decodeJson(frame),
        () => new Disconnected({ code: 1007, message: "Received invalid JSON." })
      )
    : Effect.fail(new Disconnected({ code: 1003, message: "Received non-Text message." }))
}

const silent = new Disconnected({ code: 1008, message: "Did not receive auth message within 10 seconds" })
const goingAway = new Disconnected({ code: 1001, message: "The server stops." })
