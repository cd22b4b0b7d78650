/** What a client can ask for over the WebSocket API. */
import { Effect, Fiber, FiberMap, Schema, Stream } from "effect"
import type { Scope } from "effect"
import { isStorageError } from "../domain/StorageError.ts"
import type { StorageError } from "../domain/StorageError.ts"
import type { CredentialStore } from "../services/CredentialStore.ts"
import type { CurrentHost } from "../services/CurrentHost.ts"
import type { Integrations } from "../services/Integrations.ts"
import type { LinkedAccounts } from "../services/LinkedAccounts.ts"
import type { ModuleServices } from "../services/ModuleServices.ts"
import type { RedirectUri } from "../services/RedirectUri.ts"
import type { User } from "./AccessTokens.ts"
import { describeFault } from "./describeFault.ts"
import type { LiveEntries } from "./LiveEntries.ts"
import type { LiveFlows } from "./LiveFlows.ts"
import { forPeople, logStorageError } from "./forPeople.ts"
import { eventMessage, resultMessage } from "./ServerMessage.ts"
import type { ServerMessage } from "./ServerMessage.ts"

/**
 * Names the services that commands are about.
 */
export type CommandServices =
  | CredentialStore
  | CurrentHost
  | Integrations
  | LinkedAccounts
  | LiveEntries
  | LiveFlows
  | ModuleServices
  | RedirectUri

/**
 * Says that a command failed: `code` and `message` are what the client is sent.
 */
export class CommandFailed extends Schema.TaggedError<CommandFailed>()("CommandFailed", {
  code: Schema.String,
  message: Schema.String
}) {}

/**
 * Holds a connection: whose it is, how to send to it, and what it is subscribed to, by the number of the command that
 * asked.
 */
export interface Connection {
  readonly user: User
  /** Sends a message to the client. */
  readonly send: (message: ServerMessage) => Effect.Effect<void>
  readonly subscriptions: FiberMap.FiberMap<number>
}

/**
 * Holds one use of a command: its number, the members beside `id` and `type`, and where it came from.
 */
export interface Call {
  readonly id: number
  readonly members: Readonly<Record<string, unknown>>
  readonly connection: Connection
}

/**
 * Names what handles the calls of one type of command.
 */
export type Command = (call: Call) => Effect.Effect<void, CommandFailed, CommandServices>

/**
 * Makes a command whose members have to be as `fields` says, and no others. A message that is not is `invalid_format`,
 * whoever sent it; a command of administrators is `unauthorized` for anyone else.
 *
 * @see homeassistant/components/websocket_api/decorators.py, require_admin
 */
export const makeCommand = <A>(options: {
  readonly fields: Schema.ConstraintDecoder<A>
  readonly requireAdmin?: boolean | undefined
  readonly run: (members: A, call: Call) => Effect.Effect<void, CommandFailed | StorageError, CommandServices>
}): Command => {
  const decode = Schema.decodeUnknownEffect(options.fields, { onExcessProperty: "error" })
  return Effect.fnUntraced(function* (call) {
    const members = yield* Effect.mapError(decode(call.members), (error) =>
      invalidFormat(describeFault(error))
    )
    if (options.requireAdmin === true && !call.connection.user.isAdmin) return yield* unauthorized
    yield* options.run(members, call).pipe(
      Effect.tapError(logStorageError),
      Effect.mapError((error) => (isStorageError(error) ? homeAssistantError(forPeople(error)) : error))
    )
  })
}

/**
 * Makes a command that answers with one result.
 */
export const makeQuery = <A>(options: {
  readonly fields: Schema.ConstraintDecoder<A>
  readonly requireAdmin?: boolean | undefined
  readonly result: (
    members: A,
    call: Call
  ) => Effect.Effect<unknown, CommandFailed | StorageError, CommandServices>
}): Command =>
  makeCommand({
    ...options,
    run: (members, call) =>
      Effect.flatMap(options.result(members, call), (result) =>
        call.connection.send(resultMessage(call.id, result))
      )
  })

/**
 * Makes a command that answers with an empty result and continues with events, until the client unsubscribes or leaves.
 * `beginsWithEvent` sends the first event before the result, where Home Assistant does. `allows` says who may, where that
 * depends on what is asked for.
 */
export const makeSubscription = <A>(options: {
  readonly fields: Schema.ConstraintDecoder<A>
  readonly requireAdmin?: boolean | undefined
  readonly allows?: ((members: A, user: User) => boolean) | undefined
  readonly beginsWithEvent?: boolean | undefined
  readonly events: (
    members: A
  ) => Effect.Effect<Stream.Stream<unknown>, StorageError, CommandServices | Scope.Scope>
}): Command =>
  makeCommand({
    ...options,
    run: Effect.fnUntraced(function* (members, { id, connection }) {
      if (options.allows?.(members, connection.user) === false) return yield* unauthorized
      const publish = Effect.gen(function* () {
        const events = Stream.map(yield* options.events(members), (event) => eventMessage(id, event))
        const result = Stream.succeed(resultMessage(id))
        const messages = options.beginsWithEvent
          ? Stream.concat(Stream.take(events, 1), Stream.concat(result, Stream.drop(events, 1)))
          : Stream.concat(result, events)
        yield* Stream.runForEach(messages, connection.send)
      })
      yield* Fiber.join(yield* FiberMap.run(connection.subscriptions, id, Effect.scoped(publish)))
    })
  })

/**
 * Makes the failure of a message, or of what it holds, that cannot be.
 */
export const invalidFormat = (message: string): CommandFailed =>
  new CommandFailed({ code: "invalid_format", message })

/**
 * Makes the failure of a command that was understood, and that the host cannot do.
 */
export const homeAssistantError = (message: string): CommandFailed =>
  new CommandFailed({ code: "home_assistant_error", message })

const unauthorized = new CommandFailed({ code: "unauthorized", message: "Unauthorized" })
