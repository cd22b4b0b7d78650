/** One client's connection once it has come in: takes its messages, and answers each. */
import { Effect, FiberMap, FiberSet, Option, Predicate, Schema } from "effect"
import type { Scope } from "effect"
import type { User } from "./AccessTokens.ts"
import type { Command, CommandServices } from "./Command.ts"
import { Disconnected, outboxLimits } from "./Outbox.ts"
import { errorMessage } from "./ServerMessage.ts"
import type { ServerMessage } from "./ServerMessage.ts"

const Message = Schema.StructWithRest(
  Schema.Struct({
    id: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })),
    type: Schema.NonEmptyString
  }),
  [Schema.Record(Schema.String, Schema.Unknown)]
)

const decodeMessage = Schema.decodeUnknownOption(Message)

/**
 * Makes what takes a client's messages, one after another. Each is answered when its command is done, which may be
 * after a later one. The numbers of commands have to increase. No message ends the connection, but more commands under way
 * than messages may wait do.
 *
 * @see homeassistant/components/websocket_api/connection.py, ActiveConnection
 */
export const makeConnection = Effect.fnUntraced(function* (options: {
  readonly user: User
  readonly commands: ReadonlyMap<string, Command>
  readonly send: (message: ServerMessage) => Effect.Effect<void>
}): Effect.fn.Return<
  (message: unknown) => Effect.Effect<void, Disconnected, CommandServices>,
  never,
  Scope.Scope
> {
  const { user, commands, send } = options
  const running = yield* FiberSet.make()
  const connection = { user, send, subscriptions: yield* FiberMap.make<number>() }
  let lastId = 0

  return Effect.fnUntraced(function* (message) {
    const decoded = decodeMessage(message)
    if (Option.isNone(decoded)) {
      return yield* send(errorMessage(idOf(message), "invalid_format", "Message incorrectly formatted."))
    }
    const { id, type, ...members } = decoded.value
    if (id <= lastId) {
      return yield* send(errorMessage(id, "id_reuse", "Identifier values have to increase."))
    }
    const command = commands.get(type)
    if (command === undefined) return yield* send(errorMessage(id, "unknown_command", "Unknown command."))
    lastId = id
    if ((yield* FiberSet.size(running)) >= outboxLimits.messages) return yield* tooBusy
    yield* FiberSet.run(running, answered(command({ id, members, connection }), id, send))
  })
})

const answered = (
  run: ReturnType<Command>,
  id: number,
  send: (message: ServerMessage) => Effect.Effect<void>
): Effect.Effect<void, never, CommandServices> =>
  run.pipe(
    Effect.catchTag("CommandFailed", ({ code, message }) => send(errorMessage(id, code, message))),
    Effect.catchDefect((defect) =>
      Effect.andThen(
        Effect.logError("A command of the WebSocket API failed.", defect),
        send(errorMessage(id, "unknown_error", "Unknown error"))
      )
    )
  )

const tooBusy = new Disconnected({ code: 1008, message: "Too many commands are under way." })

/** The number of a message that is no command, as the client wrote it. */
const idOf = (message: unknown): unknown => {
  if (!Predicate.isObject(message) || Array.isArray(message)) return 0
  return Predicate.hasProperty(message, "id") ? message.id : null
}
