/** The commands about the connection itself. */
import { Effect, FiberMap, Schema } from "effect"
import { CommandFailed, makeCommand, makeQuery } from "./Command.ts"
import type { Command } from "./Command.ts"

/**
 * The command `ping`, answered with `pong`.
 *
 * @see homeassistant/components/websocket_api/commands.py, handle_ping
 */
export const pingCommand: Command = makeCommand({
  fields: Schema.Struct({}),
  run: (_, { id, connection }) => connection.send({ id, type: "pong" })
})

/**
 * The command `supported_features`, by which a client says what it understands. Each message is sent by itself,
 * whatever it says.
 *
 * @see homeassistant/components/websocket_api/commands.py, handle_supported_features
 */
export const supportedFeaturesCommand: Command = makeQuery({
  fields: Schema.Struct({ features: Schema.Record(Schema.String, Schema.Int) }),
  result: () => Effect.succeed(null)
})

/**
 * The command `unsubscribe_events`, which ends a subscription of this connection.
 *
 * @see homeassistant/components/websocket_api/commands.py, handle_unsubscribe_events
 */
export const unsubscribeCommand: Command = makeQuery({
  fields: Schema.Struct({ subscription: Schema.Int }),
  result: Effect.fnUntraced(function* ({ subscription }, { connection: { subscriptions } }) {
    if (!(yield* FiberMap.has(subscriptions, subscription))) return yield* notSubscribed
    yield* FiberMap.remove(subscriptions, subscription)
    return null
  })
})

const notSubscribed = new CommandFailed({ code: "not_found", message: "Subscription not found." })
