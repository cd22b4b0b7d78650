/**
 * The messages between the runner and the worker in which a module under test runs, in the terms of Home
 * Assistant's contract. Everything is plain data, so that both languages can speak it and nothing in the worker
 * can reach a verdict.
 */
import type { HomeAssistant } from "./HomeAssistant.ts"

/** What JSON can say. */
export type Json = null | boolean | number | string | ReadonlyArray<Json> | { readonly [key: string]: Json }

/**
 * A value as the module gave it. Strings, numbers, booleans, null, lists and string-keyed mappings are themselves.
 * Anything else is `{ $type, $repr }` (the type's qualified name and its printed form).
 *
 * What came out of a package that is not installed is not known. Texts, also those of requests, have a mark in its place, such
 * as `standin7x`, and the trace says of each mark where it comes from. A value that is not known at all is a mark alone. An
 * address that begins with one, or whose host is one, is taken for `https://standin7x.net`.
 */
export type Described = Json

/** What a module may ask of its host: what `hass` is to a Python module. */
export interface HostInput {
  readonly instanceName: string
  readonly internalUrl: string | null
  readonly externalUrl: string | null
  /** Components that are loaded; `my` decides the redirect URI. */
  readonly components: ReadonlyArray<string>
  /** Stored data, by domain. */
  readonly data: { readonly [domain: string]: Json }
  /** The frontend's own base URL, as the request that started the flow says it (`HA-Frontend-Base`). */
  readonly frontendBase: string
}

/** The client credential that the host hands to a module. The secret is a generated one. */
export interface CredentialInput {
  readonly clientId: string
  readonly clientSecret: string
  readonly name: string | null
}

/** Both endpoints, as written. */
export interface ServerInput {
  readonly authorizeUrl: string
  readonly tokenUrl: string
}

/** How a flow begins. */
export type FlowSource = "user" | "reauth" | "reconfigure" | "zeroconf" | "dhcp" | "ssdp"

/** A credential that the user has entered, and the id that the host keeps it by. */
export interface StoredCredentialInput extends CredentialInput {
  readonly id: string
}

/** The host in which flows are played. Steps of one script that name the same one share its entries. */
export interface FlowHost {
  readonly host: HostInput
  readonly credentials: ReadonlyArray<StoredCredentialInput>
  /** The manifest's `single_config_entry`. */
  readonly singleEntry: boolean
}

/** What a user does in one flow. */
export interface FlowInput {
  readonly source: FlowSource
  /** The place of the entry that the flow is about, for `reauth` and `reconfigure`. */
  readonly entry: number | null
  /** Names the account: values of packages that are not installed differ by it. Empty for the first. */
  readonly account: string
  /** Which of the credentials is chosen, where there is a choice. */
  readonly credential: number
  /** What the provider sends back beside the state: a `code`, or an `error`. */
  readonly callback: { readonly [name: string]: string }
  /** How many seconds pass at the provider. */
  readonly waits: number
  /** What is filled in where a form asks for it. */
  readonly user: {
    readonly email: string
    readonly password: string
    readonly clientId: string
    readonly secret: string
  }
}

/** An HTTP request of the module, body as text. Header names are lower case. */
export interface WireRequest {
  readonly method: string
  readonly url: string
  readonly headers: { readonly [name: string]: string }
  readonly body: string
  /** The module had the server's certificate left unverified. */
  readonly certificateUnchecked?: true
}

/** What the network does with a request of the module. */
export type WireAnswer =
  | {
      readonly _tag: "Response"
      readonly status: number
      readonly headers: { readonly [name: string]: string }
      readonly body: string
      /**
       * It is the kit's own, made up for an account: a token, or what an interface says. Members that it lacks stand in, in
       * Python alone.
       */
      readonly ofAccount?: "token" | "interface"
    }
  | { readonly _tag: "ConnectionFailure" }
  | { readonly _tag: "NeverAnswers" }

/**
 * Where an implementation comes from: `module` is as the host resolves it (the module's own implementation, or else
 * the host's for the module's server); `host` is the host's own implementation with the endpoints given.
 */
export type ImplementationSource =
  | { readonly by: "module" }
  | { readonly by: "host"; readonly server: ServerInput; readonly pkce: boolean }

/**
 * One thing that the host does with the module. `as` and `on` name an implementation within the session.
 *
 * An HTTP request of the user's browser is under way during `authorize` and `exchange`, and during no other step: the
 * dialog asks for placeholders over a WebSocket, and implementations are made at start-up too.
 */
export type Step =
  | { readonly _tag: "getAuthorizationServer"; readonly host: HostInput }
  | { readonly _tag: "getDescriptionPlaceholders"; readonly host: HostInput }
  | { readonly _tag: "getClientCredential"; readonly host: HostInput }
  | {
      readonly _tag: "getAuthImplementation"
      readonly as: string
      readonly from: ImplementationSource
      readonly host: HostInput
      readonly authDomain: string
      readonly credential: CredentialInput
    }
  /** Starts a flow: gives the URL to which the host sends the user. */
  | { readonly _tag: "authorize"; readonly on: string; readonly flowId: string }
  /**
   * Ends a flow: hands over the callback's query as it arrived, `state` still encoded. Where it has no `state`, that of
   * the last authorization URL of `on` goes in, as a provider sends it back.
   */
  | { readonly _tag: "exchange"; readonly on: string; readonly callback: { readonly [name: string]: string } }
  /** Refreshes a stored token (its members as they are stored: `access_token`, `expires_at`, ...). */
  | { readonly _tag: "refresh"; readonly on: string; readonly token: { readonly [name: string]: Json } }
  /** Imports the config flow. This step and the next three are Python's alone. */
  | ({ readonly _tag: "loadFlow" } & FlowHost)
  /** Goes through a config flow from its start to its end, as a user does. */
  | ({ readonly _tag: "playFlow" } & FlowHost & FlowInput)
  /** Sets an entry up with the integration's `async_setup_entry`. */
  | ({ readonly _tag: "setUpEntry"; readonly entry: number; readonly isExpired: boolean } & FlowHost)
  /** Asks for the diagnostics of an entry, and of a device of it. */
  | ({ readonly _tag: "getDiagnostics"; readonly entry: number } & FlowHost)

/** A log record, or a line printed, while a step ran. `message` has its arguments and its traceback put in. */
export interface LogRecord {
  readonly level: string
  readonly logger: string
  readonly message: string
  /** The integration's own line that wrote it, where known: `config_flow.py:12`. */
  readonly where?: string
}

/** Something that reached out of the module other than through the host's HTTP client. */
export interface Activity {
  readonly kind: "network" | "file" | "process"
  readonly what: string
}

/** What happened beside a step's result. */
export interface Trace {
  readonly logs: ReadonlyArray<LogRecord>
  /** There was more to log than is kept of one step, 32,768 characters. */
  readonly logsCut?: true
  readonly activity: ReadonlyArray<Activity>
  /** What its course depends on and is not known, as it is of a package that is not installed: `pymiele.OAUTH2_TOKEN`. */
  readonly standIns: ReadonlyArray<string>
  /** Where the marks in its value and in its requests come from, by their numbers. */
  readonly unknown?: { readonly [mark: string]: string }
  /** Code of such packages that it called, and which did not run. */
  readonly notRun?: ReadonlyArray<string>
}

/**
 * How the host understands an error: `reauthentication` (the user must link again), `transient` (try again later),
 * `tokenRequest` (the host's general token request error), `timeout`, `client` (a client error that is none of these),
 * `state` (the callback's state is not one that the host can read), `noToken` (the answer has no usable `expires_in`:
 * the flow ends with `oauth_error`), `other` (the host does not expect it: the flow crashes, the entry fails).
 *
 * In a `refresh`, an error that tells a config entry what to do (`ConfigEntryAuthFailed`, `ConfigEntryNotReady`) counts
 * too. A flow does not know these.
 */
export type ErrorKind =
  | "reauthentication"
  | "transient"
  | "tokenRequest"
  | "timeout"
  | "client"
  | "state"
  | "noToken"
  | "other"

/**
 * What the host did not have that a module asked it for: a request (none is under way), an entry of its data, the value of a
 * context variable, which whoever calls the module has to set.
 */
export type MissingFromHost =
  | { readonly _tag: "Request" }
  | { readonly _tag: "Data"; readonly key: string }
  | { readonly _tag: "ContextVariable"; readonly name: string }

/** An error that a step ended with. */
export interface RaisedError {
  readonly kind: ErrorKind
  /** The error's qualified type or tag. */
  readonly type: string
  readonly message: string
  /** The printed form with causes and traceback, as a log would show it. */
  readonly printed: string
  /** The module's own file and line that it came through, where known: `application_credentials.py:12`. */
  readonly where: string | null
  /** What the implementation had returned, where the host could not use it (`noToken`). */
  readonly resolved?: Described
  /** What it comes of, where the host lacked something. */
  readonly missing?: MissingFromHost
}

/**
 * What a step gives.
 *
 * - `getAuthorizationServer`: `{ type, authorizeUrl, tokenUrl }`, each endpoint Described; `type` is the value's type.
 * - `getDescriptionPlaceholders`: the value, Described.
 * - `getClientCredential`: null or `{ type, clientId, clientSecret, name }`.
 * - `getAuthImplementation`: see {@link ImplementationValue}.
 * - `authorize`: the URL, Described.
 * - `exchange`: see {@link ExchangeValue}.
 * - `refresh`: see {@link RefreshValue}.
 * - `loadFlow`, `playFlow`, `setUpEntry`, `getDiagnostics`: see `Flow.ts`.
 */
export type Outcome =
  | { readonly _tag: "returned"; readonly value: Described; readonly trace: Trace }
  | { readonly _tag: "raised"; readonly error: RaisedError; readonly trace: Trace }
  /** Nothing more can happen, and there is no answer: an await that never ends. */
  | { readonly _tag: "hung"; readonly trace: Trace }
  /** Not run: the implementation that it needs was not made, and what came of making it where that is known. */
  | { readonly _tag: "skipped"; readonly because?: Outcome }

/** What `getAuthImplementation` gives. */
export type ImplementationValue = {
  /** The implementation's qualified type. */
  readonly type: string
  /** Whether it is one of the host's implementations or a subclass (structurally, in TypeScript). */
  readonly isImplementation: boolean
  readonly domain: Described
  readonly name: Described
  /** Its endpoints, where it shows them. */
  readonly authorizeUrl: Described
  readonly tokenUrl: Described
  /** The credential object after the call, which the module must leave as it was. */
  readonly credentialAfter: {
    readonly clientId: Described
    readonly clientSecret: Described
    readonly name: Described
  }
}

/** What `exchange` gives. */
export type ExchangeValue = {
  /** What the implementation returned, members as on the wire. */
  readonly resolved: Described
  /** What the host would store of it (`expires_in` a number, `expires_at` filled in). */
  readonly stored: Described
}

/** What `refresh` gives. */
export type RefreshValue = {
  readonly refreshed: Described
  /** The token that was passed in, after the call. */
  readonly passedIn: Described
}

/** A parameter of a hook, as declared. */
export interface HookParameter {
  readonly name: string
  readonly kind: "positional" | "keywordOnly" | "variadic" | "variadicKeyword"
  readonly required: boolean
}

/** A public function that the module's file defines. Names are camelCase in TypeScript, snake_case in Python. */
export interface PublicFunction {
  readonly name: string
  readonly asynchronous: boolean
  readonly parameters: ReadonlyArray<HookParameter>
  readonly line: number | null
  /** It is no function of the module's own: where it comes from, such as `homeassistant.components.spotify.hook`. */
  readonly standIn?: string
}

/** The four hooks of Home Assistant's contract, by their TypeScript names. */
export type HookName =
  | "getAuthorizationServer"
  | "getAuthImplementation"
  | "getDescriptionPlaceholders"
  | "getClientCredential"

/** What is known of a module once it is loaded. */
export interface LoadedModule {
  /** The hooks that it offers; a hook that is not a function at all has no parameters and is not asynchronous. */
  readonly hooks: { readonly [name in HookName]?: PublicFunction }
  /** Every public function that the file itself defines, hooks included. */
  readonly functions: ReadonlyArray<PublicFunction>
  /** Top-level packages that the module and its siblings imported, and whether a stand-in took their place. */
  readonly imports: ReadonlyArray<{
    readonly package: string
    readonly standIn: boolean
    readonly importedBy: string
    /** It is none of the host's: a package that is mounted, or a stand-in in its place that could not be imported. */
    readonly mounted?: true
    /** Why the package that is mounted could not be imported, so that something stands in for it. */
    readonly problem?: string
  }>
  readonly trace: Trace
}

/** A script whose answers are known beforehand: the requests of step n are answered with the nth. It always starts afresh. */
export interface AnsweredScript {
  readonly entropy: number
  /** The module's clock, seconds since 1970. */
  readonly now: number
  readonly steps: ReadonlyArray<Step>
  readonly answers: ReadonlyArray<WireAnswer>
}

/** What came of an answered script. */
export interface Performance {
  readonly outcomes: ReadonlyArray<Outcome>
  /** The requests that were sent, in order, and the step that each is of. */
  readonly requests: ReadonlyArray<{ readonly step: number; readonly wire: WireRequest }>
}

/** From the runner to the worker. */
export type ToWorker =
  | {
      readonly _tag: "load"
      readonly modulePath: string
      readonly domain: string
      /** The folder with the packages that it is run with, if there are any. */
      readonly packages?: string
      /** Python to run before each step. */
      readonly python?: string
      /** The version that the host is to behave as. */
      readonly homeAssistant: HomeAssistant
    }
  | {
      readonly _tag: "perform"
      readonly id: number
      /** Forget all implementations, and start clock and randomness anew from the values below. */
      readonly fresh: boolean
      /** Seed of all the randomness that the module can reach. */
      readonly entropy: number
      /** The module's clock, seconds since 1970. Time passes only by waiting, and at once. */
      readonly now: number
      readonly steps: ReadonlyArray<Step>
    }
  | { readonly _tag: "performAll"; readonly id: number; readonly scripts: ReadonlyArray<AnsweredScript> }
  | { readonly _tag: "answer"; readonly request: number; readonly answer: WireAnswer }
  /** Forget the module, and be ready for another: a worker in which Python runs. */
  | { readonly _tag: "forget" }

/** From the worker to the runner. */
export type FromWorker =
  | { readonly _tag: "ready" }
  | { readonly _tag: "loaded"; readonly module: LoadedModule }
  | { readonly _tag: "notLoaded"; readonly error: RaisedError }
  | {
      readonly _tag: "request"
      readonly id: number
      readonly request: number
      /** Which step of the script sends it, from 0. */
      readonly step: number
      readonly wire: WireRequest
    }
  | { readonly _tag: "performed"; readonly id: number; readonly outcomes: ReadonlyArray<Outcome> }
  | {
      readonly _tag: "performedAll"
      readonly id: number
      readonly performances: ReadonlyArray<Performance>
    }
