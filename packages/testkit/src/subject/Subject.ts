/** The port that a module under test provides to the checks. */
import { Context, type Effect, Schema } from "effect"
import type {
  AnsweredScript,
  LoadedModule,
  Outcome,
  Performance,
  RaisedError,
  Step,
  WireAnswer,
  WireRequest
} from "./Protocol.ts"

/**
 * The module's worker ended or stopped answering while it ran something: an endless loop, `os._exit`, a crash.
 *
 * @category errors
 * @since 0.1.0
 */
export class SubjectGone extends Schema.TaggedError<SubjectGone>()("SubjectGone", {
  reason: Schema.Literals(["hang", "crash"]),
  /** The step that was running, such as `getAuthorizationServer`, or `load`. */
  during: Schema.String,
  message: Schema.String,
  /** The step was not run at all, as it had often enough ended so before. */
  notTried: Schema.optionalKey(Schema.Literal(true))
}) {}

/**
 * The module could not be imported.
 *
 * @category errors
 * @since 0.1.0
 */
export class ModuleNotLoaded extends Schema.TaggedError<ModuleNotLoaded>()("ModuleNotLoaded", {
  /** The type of the error, such as `SyntaxError`. */
  type: Schema.String,
  message: Schema.String,
  where: Schema.NullOr(Schema.String)
}) {
  static of(error: RaisedError) {
    return new ModuleNotLoaded({ type: error.type, message: error.message, where: error.where })
  }
}

/**
 * What the host does with the module in one go, and what the network answers to the requests that come of it.
 *
 * @category models
 * @since 0.1.0
 */
export interface Script {
  /** Forget the implementations of earlier scripts and start clock and randomness anew. Default true. */
  readonly fresh?: boolean
  /** Seed of all the randomness that the module can reach. */
  readonly entropy: number
  /** The module's clock, seconds since 1970. */
  readonly now: number
  readonly steps: ReadonlyArray<Step>
  /** Answers a request of the module; `step` is the index of the step that sends it. */
  readonly answer: (request: WireRequest, step: number) => WireAnswer
}

/**
 * What stands between a module and this machine: `os` is a process in the operating system's sandbox, under Node's
 * permission model too; `process` is a process under Node's permission model alone; `browser` is a worker of a browser; `none` is nothing.
 *
 * @category models
 * @since 0.1.0
 */
export type Isolation = IsolationOnNode | "browser"

/**
 * The isolation of a module on Node.
 *
 * @category models
 * @since 0.1.0
 */
export type IsolationOnNode = "os" | "process" | "none"

/**
 * Service that is the module under test. Scripts run one after another, never at once. A module that hangs or
 * kills its worker fails the script; the next one runs in a new worker with the module loaded again.
 *
 * @category services
 * @since 0.1.0
 */
export class Subject extends Context.Service<
  Subject,
  {
    /** The language that the module is written in. */
    readonly language: "typescript" | "python"
    /** How the module is kept from this machine. */
    readonly isolation: Isolation
    /** Imports the module, and says which hooks it has. */
    readonly load: Effect.Effect<LoadedModule, ModuleNotLoaded | SubjectGone>
    /** Runs a script with the module: a step after another, and what each came to. */
    readonly perform: (script: Script) => Effect.Effect<ReadonlyArray<Outcome>, ModuleNotLoaded | SubjectGone>
    /** Runs answered scripts in one go, which takes a fraction of the time. If one takes the worker's life, all fail. */
    readonly performAll: (
      scripts: ReadonlyArray<AnsweredScript>
    ) => Effect.Effect<ReadonlyArray<Performance>, ModuleNotLoaded | SubjectGone>
  }
>()("@application-credentials/testkit/subject/Subject") {}
