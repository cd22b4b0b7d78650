/** What comes of a config flow that was played, by its form: the integration runs in the process that says it. */
import { Schema } from "effect"
import type { Json } from "./Protocol.ts"

const JsonValue = Schema.declare((value): value is Json => value !== undefined)

const Raised = Schema.Struct({
  type: Schema.String,
  message: Schema.String,
  where: Schema.NullOr(Schema.String)
})

const Handler = Schema.Struct({
  name: Schema.String,
  isOAuth: Schema.Boolean,
  /** What is not known of its bases. */
  standIn: Schema.NullOr(Schema.String),
  domain: JsonValue,
  where: Schema.NullOr(Schema.String)
})

/** What `loadFlow` gives. */
export const LoadedFlow = Schema.Struct({
  error: Schema.NullOr(Schema.Struct({ ...Raised.fields, own: Schema.NullOr(Schema.String) })),
  /** The flow handlers of the integration's own files. */
  handlers: Schema.Array(Handler),
  /** The one that the host finds under the integration's domain. */
  registered: Schema.NullOr(Handler),
  /** The error that making it ended with. */
  made: Schema.NullOr(Raised),
  steps: Schema.Array(Schema.String),
  /** The steps that the integration itself defines. */
  ownSteps: Schema.Array(Schema.String)
})

export type LoadedFlow = typeof LoadedFlow.Type

const Answered = Schema.Struct({
  type: Schema.String,
  step_id: Schema.optionalKey(JsonValue),
  reason: Schema.optionalKey(JsonValue),
  translation_domain: Schema.optionalKey(JsonValue),
  title: Schema.optionalKey(JsonValue),
  progress_action: Schema.optionalKey(JsonValue),
  errors: Schema.optionalKey(JsonValue),
  fields: Schema.optionalKey(Schema.Array(Schema.String)),
  options: Schema.optionalKey(Schema.Array(Schema.String))
})

const Did = Schema.Union([
  Schema.Struct({ _tag: Schema.Literal("Starts"), source: Schema.String }),
  Schema.Struct({ _tag: Schema.Literal("Submits"), step: Schema.String, values: JsonValue }),
  Schema.Struct({ _tag: Schema.Literal("Chooses"), option: Schema.String }),
  Schema.Struct({
    _tag: Schema.Literals(["Grants", "Denies"]),
    account: Schema.String,
    waits: Schema.Number
  }),
  Schema.Struct({ _tag: Schema.Literals(["Returns", "Waits"]) })
])

/** One thing that the user did, and what the flow answered. */
export const Moment = Schema.Struct({ did: Did, answered: Answered })

export type Moment = typeof Moment.Type

const Told = Schema.NullOr(Schema.String)

const End = Schema.Union([
  Schema.Struct({ kind: Schema.Literal("entry"), entry: Schema.String, told: Told }),
  Schema.Struct({ kind: Schema.Literal("abort"), reason: JsonValue, told: Told }),
  Schema.Struct({ kind: Schema.Literal("raised"), error: Raised }),
  /** It never ends, or will not take what a form was filled in with. */
  Schema.Struct({ kind: Schema.Literal("stuck"), step: JsonValue, errors: JsonValue })
])

const Entry = Schema.Struct({
  id: Schema.String,
  title: JsonValue,
  uniqueId: JsonValue,
  data: JsonValue,
  options: JsonValue
})

export type Entry = typeof Entry.Type

/** What `playFlow` gives. */
export const PlayedFlow = Schema.Struct({
  moments: Schema.Array(Moment),
  /** Each time that the flow sent the user to the provider. */
  authorizations: Schema.Array(
    Schema.Struct({
      url: JsonValue,
      /** The address that the implementation gave, before the flow added to it. */
      implementation: JsonValue,
      /** Whether the user came back, and with a state that the host had made. */
      callback: Schema.NullOr(Schema.Boolean),
      stateIsHosts: Schema.optionalKey(Schema.Boolean)
    })
  ),
  end: End,
  uniqueId: JsonValue,
  /** The keys of the implementations that there are then; null where they could not be had. */
  implementations: Schema.NullOr(Schema.Array(JsonValue)),
  /** The entries that there are then. */
  entries: Schema.Array(Entry)
})

export type PlayedFlow = typeof PlayedFlow.Type

/** What `setUpEntry` gives. */
export const SetUp = Schema.Struct({
  /** Whether it ran at all, and why not. */
  ended: Schema.Literals(["returned", "raised", "notRun"]),
  value: JsonValue,
  /** How the host understands the error: see `ErrorKind`. */
  error: Schema.NullOr(Schema.Struct({ ...Raised.fields, kind: Schema.String })),
  /** Whether the user was asked to link the account again. */
  asksAgain: Schema.Boolean
})

export type SetUp = typeof SetUp.Type

/** What `getDiagnostics` gives, by the function that the integration has for it. */
export const Diagnostics = Schema.Record(
  Schema.String,
  Schema.Struct({ value: JsonValue, error: Schema.NullOr(Raised) })
)

export type Diagnostics = typeof Diagnostics.Type
