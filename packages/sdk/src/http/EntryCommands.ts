/** The commands about linked accounts and the flows in progress. */
import { DateTime, Effect, Schema, Stream } from "effect"
import { CommandFailed, makeQuery, makeSubscription } from "./Command.ts"
import type { Command } from "./Command.ts"
import type { EntryChangeItem } from "./EntryItem.ts"
import type { FlowChangeItem } from "./FlowItem.ts"
import { LiveEntries } from "./LiveEntries.ts"
import { LiveFlows } from "./LiveFlows.ts"
import type { FlowOutcome } from "./LiveFlows.ts"

const NoFields = Schema.Struct({})

// Every account here is of an integration that links one, and of no other type.
const Filter = { type_filter: Schema.optionalKey(Schema.Union([Schema.String, Schema.Array(Schema.String)])) }

/**
 * The commands by their types. All users may see the accounts; flows, and their ends, are an administrator's.
 *
 * @see homeassistant/components/config/config_entries.py
 */
export const entryCommands: Readonly<Record<string, Command>> = {
  "config_entries/get": makeQuery({
    fields: Schema.Struct({ ...Filter, domain: Schema.optionalKey(Schema.String) }),
    result: Effect.fnUntraced(function* ({ domain }) {
      const entries = yield* LiveEntries.use(({ list }) => list)
      return domain === undefined ? entries : entries.filter((entry) => entry.domain === domain)
    })
  }),
  "config_entries/get_single": makeQuery({
    fields: Schema.Struct({ entry_id: Schema.String }),
    requireAdmin: true,
    result: Effect.fnUntraced(function* ({ entry_id }) {
      const entries = yield* LiveEntries
      const config_entry = yield* Effect.catchTag(entries.get(entry_id), "AccountNotFound", () => noEntry)
      return { config_entry }
    })
  }),
  "config_entries/subscribe": makeSubscription({
    fields: Schema.Struct(Filter),
    events: Effect.fnUntraced(function* () {
      const { changes, entries } = yield* Effect.flatMap(LiveEntries, ({ subscribe }) => subscribe)
      const there = entries.map((entry): EntryChangeItem => ({ type: null, entry }))
      return Stream.concat(Stream.succeed(there), changes)
    })
  }),
  "config_entries/flow/progress": makeQuery({
    fields: NoFields,
    requireAdmin: true,
    result: () => LiveFlows.use(({ list }) => list)
  }),
  "config_entries/flow/subscribe": makeSubscription({
    fields: NoFields,
    requireAdmin: true,
    beginsWithEvent: true,
    events: Effect.fnUntraced(function* () {
      const { changes, flows } = yield* Effect.flatMap(LiveFlows, ({ subscribe }) => subscribe)
      const there = flows.map((flow): FlowChangeItem => ({ type: null, flow_id: flow.flow_id, flow }))
      return Stream.concat(Stream.succeed(there), changes)
    })
  }),
  subscribe_events: makeSubscription({
    fields: Schema.Struct({ event_type: Schema.optionalKey(Schema.String) }),
    allows: ({ event_type = "*" }, { isAdmin }) => isAdmin || forEveryone.has(event_type),
    events: Effect.fnUntraced(function* ({ event_type = progressed }) {
      if (event_type !== progressed) return Stream.never
      return Stream.mapEffect(yield* Effect.flatMap(LiveFlows, ({ ended }) => ended), progressedEvent)
    })
  })
}

/** The one type of event that this host fires. */
const progressed = "data_entry_flow_progressed"

/** The types of events that all users may subscribe to. */
const forEveryone = new Set([
  "area_registry_updated",
  "component_loaded",
  "core_config_updated",
  "device_registry_updated",
  "entity_registry_updated",
  "panels_updated",
  "service_registered",
  "service_removed",
  "state_changed",
  "themes_updated"
])

const progressedEvent = Effect.fnUntraced(function* ({ flowId: flow_id, handler }: FlowOutcome) {
  return {
    event_type: progressed,
    data: { handler, flow_id, refresh: true },
    origin: "LOCAL",
    time_fired: DateTime.formatIso(yield* DateTime.now),
    context: { id: flow_id, parent_id: null, user_id: null }
  }
})

const noEntry = new CommandFailed({ code: "not_found", message: "Config entry not found" })
