/** What a jailed process may say, by its form. */
import { Schema } from "effect"
import type {
  FromWorker,
  HookName,
  Json,
  LoadedModule,
  Performance,
  Step,
  ToWorker
} from "../../subject/Protocol.ts"
import { limits } from "./limits.ts"

/** What `JSON.parse` gives is JSON: only what is nested too deep for those who look at it has to be told apart. */
const Described = Schema.declare((value): value is Json => isShallow(value, limits.levels))

const isShallow = (value: unknown, levels: number): boolean => {
  if (typeof value !== "object" || value === null) return true
  if (levels === 0) return false
  for (const name in value) {
    if (!isShallow(Reflect.get(value, name), levels - 1)) return false
  }
  return true
}

const Natural = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))

const Trace = Schema.Struct({
  logs: Schema.Array(
    Schema.Struct({
      level: Schema.String,
      logger: Schema.String,
      message: Schema.String,
      where: Schema.optionalKey(Schema.String)
    })
  ),
  logsCut: Schema.optionalKey(Schema.Literal(true)),
  activity: Schema.Array(
    Schema.Struct({ kind: Schema.Literals(["network", "file", "process"]), what: Schema.String })
  ),
  standIns: Schema.Array(Schema.String),
  unknown: Schema.optionalKey(Schema.Record(Schema.String, Schema.String)),
  notRun: Schema.optionalKey(Schema.Array(Schema.String))
})

const Missing = Schema.Union([
  Schema.Struct({ _tag: Schema.Literal("Request") }),
  Schema.Struct({ _tag: Schema.Literal("Data"), key: Schema.String }),
  Schema.Struct({ _tag: Schema.Literal("ContextVariable"), name: Schema.String })
])

const RaisedError = Schema.Struct({
  kind: Schema.Literals([
    "reauthentication",
    "transient",
    "tokenRequest",
    "timeout",
    "client",
    "state",
    "noToken",
    "other"
  ]),
  type: Schema.String,
  message: Schema.String,
  printed: Schema.String,
  where: Schema.NullOr(Schema.String),
  resolved: Schema.optionalKey(Described),
  missing: Schema.optionalKey(Missing)
})

const Outcome = Schema.Union([
  Schema.Struct({ _tag: Schema.Literal("returned"), value: Described, trace: Trace }),
  Schema.Struct({ _tag: Schema.Literal("raised"), error: RaisedError, trace: Trace }),
  Schema.Struct({ _tag: Schema.Literal("hung"), trace: Trace }),
  Schema.Struct({ _tag: Schema.Literal("skipped") })
])

const WireRequest = Schema.Struct({
  method: Schema.String,
  url: Schema.String,
  headers: Schema.Record(Schema.String, Schema.String),
  body: Schema.String,
  certificateUnchecked: Schema.optionalKey(Schema.Literal(true))
})

const PublicFunction = Schema.Struct({
  name: Schema.String,
  asynchronous: Schema.Boolean,
  parameters: Schema.Array(
    Schema.Struct({
      name: Schema.String,
      kind: Schema.Literals(["positional", "keywordOnly", "variadic", "variadicKeyword"]),
      required: Schema.Boolean
    })
  ),
  line: Schema.NullOr(Schema.Int),
  standIn: Schema.optionalKey(Schema.String)
})

const hook = Schema.optionalKey(PublicFunction)

const Hooks = Schema.Struct({
  getAuthorizationServer: hook,
  getAuthImplementation: hook,
  getDescriptionPlaceholders: hook,
  getClientCredential: hook
} satisfies { readonly [name in HookName]: typeof hook })

const Loaded: Schema.Schema<LoadedModule> = Schema.Struct({
  hooks: Hooks,
  functions: Schema.Array(PublicFunction),
  imports: Schema.Array(
    Schema.Struct({
      package: Schema.String,
      standIn: Schema.Boolean,
      importedBy: Schema.String,
      mounted: Schema.optionalKey(Schema.Literal(true)),
      problem: Schema.optionalKey(Schema.String)
    })
  ),
  trace: Trace
})

const Performed = Schema.Struct({
  outcomes: Schema.Array(Outcome),
  requests: Schema.Array(Schema.Struct({ step: Natural, wire: WireRequest }))
})

const ChildMessage: Schema.Schema<FromWorker> = Schema.Union([
  Schema.Struct({ _tag: Schema.Literal("ready") }),
  Schema.Struct({ _tag: Schema.Literal("loaded"), module: Loaded }),
  Schema.Struct({ _tag: Schema.Literal("notLoaded"), error: RaisedError }),
  Schema.Struct({
    _tag: Schema.Literal("request"),
    id: Natural,
    request: Natural,
    step: Natural,
    wire: WireRequest
  }),
  Schema.Struct({ _tag: Schema.Literal("performed"), id: Natural, outcomes: Schema.Array(Outcome) }),
  Schema.Struct({
    _tag: Schema.Literal("performedAll"),
    id: Natural,
    performances: Schema.Array(Performed)
  })
])

const isChildMessage = Schema.is(ChildMessage)

/**
 * Reads a message of what a module runs in. Null where it is not JSON, or none of the messages that there are.
 */
export const readChildMessage = (text: string): FromWorker | null => {
  try {
    const message: unknown = JSON.parse(text)
    return isChildMessage(message) ? message : null
  } catch {
    return null
  }
}

/** What a jailed process has to answer: that it has started, or what it was sent last; null where that is answered. */
export type Asked = "start" | Exclude<ToWorker, { readonly _tag: "answer" }> | null

/**
 * Whether a message is one that the process was asked for: in its turn, and with as much in it as there is to tell of.
 */
export const isAskedFor = (message: FromWorker, asked: Asked): boolean => {
  if (asked === null) return false
  if (asked === "start") return message._tag === "ready"
  switch (message._tag) {
    case "ready":
      return false
    case "loaded":
    case "notLoaded":
      return asked._tag === "load"
    case "request":
      return asked._tag === "perform" && message.id === asked.id && message.step < asked.steps.length
    case "performed":
      return asked._tag === "perform" && message.id === asked.id && areOf(asked.steps, message)
    case "performedAll":
      return (
        asked._tag === "performAll" &&
        message.id === asked.id &&
        message.performances.length === asked.scripts.length &&
        asked.scripts.every(({ steps }, index) => areOf(steps, message.performances[index]))
      )
  }
}

/** Whether there is an outcome of each step, and no request of another. */
const areOf = (steps: ReadonlyArray<Step>, performance: Partial<Performance> | undefined): boolean =>
  performance?.outcomes?.length === steps.length &&
  (performance.requests ?? []).every(({ step }) => step < steps.length)
