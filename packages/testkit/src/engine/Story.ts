/** Stories of a user who links accounts through the integration's config flow, played once for all the checks that judge them. */
import { Effect, Option, Schema } from "effect"
import { Diagnostics, LoadedFlow, PlayedFlow, SetUp } from "../subject/Flow.ts"
import type { Integration } from "../subject/Integration.ts"
import type {
  Json,
  Outcome,
  Step,
  Trace,
  WireAnswer,
  WireRequest,
  FlowInput,
  FlowSource,
  StoredCredentialInput
} from "../subject/Protocol.ts"
import { SubjectGone } from "../subject/Subject.ts"
import { memberOf } from "../subject/members.ts"
import {
  type Account,
  interfaceAnswer,
  isTokenRequest,
  tokenAnswer,
  type IssuedToken,
  user
} from "./Accounts.ts"
import { Inconclusive, type Unjudged } from "./Finding.ts"
import { makeMemory, once } from "./Memory.ts"
import type { RunLive } from "./ScriptRunner.ts"
import { conclusive, traceOf } from "./outcomes.ts"

/** One flow of a story. */
export interface Chapter {
  readonly source: FlowSource
  readonly account: Account
  /** The place of the entry that it is about. */
  readonly entry?: number
  readonly answer?: "grants" | "denies"
  /** How many seconds pass at the provider. */
  readonly waits?: number
  readonly credential?: number
}

/** Flows that one user goes through, one after another, in one host. */
export interface Story {
  readonly credentials: 0 | 1 | 2
  readonly chapters: ReadonlyArray<Chapter>
  /** How the provider answers while the first entry is set up after its flow; it is not set up where there is none. */
  readonly setUp?: SetUpAnswer
  /** Whether the first entry's diagnostics are asked for once it is set up. */
  readonly asksForDiagnostics?: true
  /** Whether whatever is not asked for a token answers with an error. */
  readonly serviceFails?: true
}

/** What becomes of the token in a set-up: it is valid, or has expired and is refused, or not given for now. */
export type SetUpAnswer = "valid" | "refused" | "unavailable" | "unreachable"

const first: Chapter = { source: "user", account: "first" }

/** The stories that are played. */
export const stories = {
  twice: { credentials: 1, chapters: [first, first] },
  /** Links an account, and has it set up. */
  setUp: { credentials: 1, chapters: [first], setUp: "valid" },
  setUpRefused: { credentials: 1, chapters: [first], setUp: "refused" },
  setUpUnavailable: { credentials: 1, chapters: [first], setUp: "unavailable" },
  setUpUnreachable: { credentials: 1, chapters: [first], setUp: "unreachable" },
  diagnostics: { credentials: 1, chapters: [first], setUp: "valid", asksForDiagnostics: true },
  another: { credentials: 1, chapters: [{ source: "user", account: "second" }] },
  reauthentication: { credentials: 1, chapters: [first, { source: "reauth", account: "first", entry: 0 }] },
  reauthenticationAsAnother: {
    credentials: 1,
    chapters: [first, { source: "reauth", account: "second", entry: 0 }]
  },
  reconfiguration: {
    credentials: 1,
    chapters: [first, { source: "reconfigure", account: "first", entry: 0 }]
  },
  denial: { credentials: 1, chapters: [{ ...first, answer: "denies" }] },
  serviceFails: { credentials: 1, chapters: [first], serviceFails: true },
  late: { credentials: 1, chapters: [{ ...first, waits: 86_400 }] },
  withoutCredential: { credentials: 0, chapters: [first] },
  twoCredentials: { credentials: 2, chapters: [{ ...first, credential: 1 }] },
  discoveryByZeroconf: { credentials: 1, chapters: [{ source: "zeroconf", account: "first" }] },
  discoveryByDhcp: { credentials: 1, chapters: [{ source: "dhcp", account: "first" }] },
  discoveryBySsdp: { credentials: 1, chapters: [{ source: "ssdp", account: "first" }] }
} satisfies { readonly [name: string]: Story }

export type StoryName = keyof typeof stories

/** One flow that was played. */
export interface PlayedChapter {
  readonly chapter: Chapter
  readonly flow: PlayedFlow
  readonly trace: Trace
  /** The requests that it sent, and the tokens that it was given. */
  readonly requests: ReadonlyArray<WireRequest>
  readonly tokens: ReadonlyArray<IssuedToken>
}

/** A set-up that was played, and how many token requests it sent. */
export interface PlayedSetUp {
  readonly result: SetUp
  readonly answer: SetUpAnswer
  readonly trace: Trace
  readonly tokenRequests: number
}

/** What came of a story. */
export interface PlayedStory {
  readonly loaded: LoadedFlow
  readonly chapters: ReadonlyArray<PlayedChapter>
  readonly setUp: PlayedSetUp | null
  /** What the diagnostics hold; null where they were not asked for. */
  readonly diagnostics: { readonly given: Diagnostics; readonly trace: Trace } | null
  /** What nobody but the provider and the host may see. */
  readonly secrets: ReadonlyArray<{ readonly what: string; readonly value: string }>
}

/** Plays a story, or gives what came of it before. */
export type PlayStory = (name: StoryName) => Effect.Effect<PlayedStory, SubjectGone | Unjudged>

/** Plays none. */
export const notPlayed: PlayStory = () =>
  Effect.fail(new Inconclusive({ message: "the config flow is left out" }))

/** Makes what plays the stories of an integration's config flow. */
export const makeStoryPlayer = (
  integration: Effect.Effect<Integration, Unjudged>,
  runLive: RunLive
): PlayStory => {
  const memory = makeMemory<Effect.Effect<PlayedStory, SubjectGone | Unjudged>>()
  return (name) =>
    memory(runLive, name, () =>
      once(Effect.flatMap(integration, (folder) => play(stories[name], folder, runLive)))
    )
}

const credentials: ReadonlyArray<StoredCredentialInput> = [
  {
    id: "acme_first_client",
    clientId: "first-client-5127",
    clientSecret: "first-secret-8QeV2mZk7tXw",
    name: "Acme"
  },
  {
    id: "acme_second_client",
    clientId: "second-client-9034",
    clientSecret: "second-secret-3RuL6pYb1nKd",
    name: "Acme 2"
  }
]

const play = Effect.fnUntraced(function* (story: Story, folder: Integration, runLive: RunLive) {
  const place = {
    host: hostOfUser,
    credentials: credentials.slice(0, story.credentials),
    singleEntry: memberOf(folder.manifest?.content, "single_config_entry") === true
  }
  const flows = story.chapters.map((chapter, index) => ({
    step: { _tag: "playFlow" as const, ...place, ...inputOf(chapter, index) },
    account: chapter.account
  }))
  const { setUp: setUpAnswer } = story
  const ofEntry = { ...place, entry: 0 }
  const between: ReadonlyArray<Step> = [
    ...(setUpAnswer === undefined
      ? []
      : [{ _tag: "setUpEntry" as const, ...ofEntry, isExpired: setUpAnswer !== "valid" }]),
    ...(story.asksForDiagnostics ? [{ _tag: "getDiagnostics" as const, ...ofEntry }] : [])
  ]
  const acts: ReadonlyArray<{ readonly step: Step; readonly account: Account }> = [
    { step: { _tag: "loadFlow", ...place }, account: "first" },
    ...flows.slice(0, 1),
    ...between.map((step) => ({ step, account: "first" as const })),
    ...flows.slice(1)
  ]
  const steps = acts.map(({ step }) => step)
  const sent: Array<{ readonly step: number; readonly wire: WireRequest }> = []
  const issued: Array<{ readonly step: number; readonly token: IssuedToken }> = []
  const answer = (wire: WireRequest, step: number): WireAnswer => {
    const account = acts[step]?.account ?? "first"
    sent.push({ step, wire })
    if (!isTokenRequest(wire)) return story.serviceFails ? serviceFailure : interfaceAnswer(account)
    if (steps[step]?._tag === "setUpEntry" && setUpAnswer !== undefined && setUpAnswer !== "valid")
      return failures[setUpAnswer]
    const { answer, token } = tokenAnswer(account, { number: issued.length, url: wire.url })
    issued.push({ step, token })
    return answer
  }
  const outcomes = yield* runLive({ entropy: 1, steps, answer })
  const loaded = yield* valueOf("loadFlow", LoadedFlow, outcomes[0])
  const indexes = steps.flatMap(({ _tag }, index) => (_tag === "playFlow" ? [index] : []))
  const chapters = yield* Effect.forEach(indexes, (index, place) =>
    Effect.map(valueOf("playFlow", PlayedFlow, outcomes[index]), (flow): PlayedChapter => ({
      chapter: story.chapters[place] ?? first,
      flow,
      trace: traceOf(outcomes[index]),
      requests: sent.filter(({ step }) => step === index).map(({ wire }) => wire),
      tokens: issued.filter(({ step }) => step === index).map(({ token }) => token)
    }))
  )
  const setUpIndex = steps.findIndex(({ _tag }) => _tag === "setUpEntry")
  const diagnosticsIndex = steps.findIndex(({ _tag }) => _tag === "getDiagnostics")
  const tokenRequests = sent.filter(({ step, wire }) => step === setUpIndex && isTokenRequest(wire)).length
  return {
    loaded,
    chapters,
    setUp:
      setUpAnswer === undefined
        ? null
        : {
            answer: setUpAnswer,
            result: yield* valueOf("setUpEntry", SetUp, outcomes[setUpIndex]),
            trace: traceOf(outcomes[setUpIndex]),
            tokenRequests
          },
    diagnostics: story.asksForDiagnostics
      ? {
          given: yield* valueOf("getDiagnostics", Diagnostics, outcomes[diagnosticsIndex]),
          trace: traceOf(outcomes[diagnosticsIndex])
        }
      : null,
    secrets: [
      ...credentials.map(({ clientSecret }) => ({ what: "the client secret", value: clientSecret })),
      ...flows.flatMap(({ step: { callback } }) =>
        "code" in callback ? [{ what: "the authorization code", value: callback.code }] : []
      ),
      ...issued.flatMap(({ token }) => [
        { what: "an access token", value: token.accessToken },
        { what: "a refresh token", value: token.refreshToken },
        { what: "an id token", value: token.idToken }
      ])
    ]
  } satisfies PlayedStory
})

const problem = (status: number, error: string): WireAnswer => ({
  _tag: "Response",
  status,
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ error })
})

const serviceFailure = problem(500, "server_error")

const failures: { readonly [answer in Exclude<SetUpAnswer, "valid">]: WireAnswer } = {
  refused: problem(400, "invalid_grant"),
  unavailable: problem(503, "temporarily_unavailable"),
  unreachable: { _tag: "ConnectionFailure" }
}

const hostOfUser = {
  instanceName: "Home",
  internalUrl: "http://homeassistant.local:8123",
  externalUrl: "https://home.example.net",
  components: ["application_credentials", "cloud", "frontend", "http", "my"],
  data: {},
  frontendBase: "https://home.example.net"
}

const inputOf = (chapter: Chapter, index: number) => {
  const { account, answer = "grants", credential = 0, entry = null, source, waits = 0 } = chapter
  const callback =
    answer === "denies" ? { error: "access_denied" } : { code: `code-${index}-7Hq2Zx9LwTnB4cVd` }
  return {
    source,
    entry,
    // The first account's values are what they always are.
    account: account === "first" ? "" : `${account} account`,
    credential,
    callback,
    waits,
    user: { ...user(account), clientId: "own-client-4411", secret: "own-secret-5TfG8hJk2wQz" }
  } satisfies FlowInput
}

/** The value of a step, read by its form: the module runs in the same process and may have written it. */
const valueOf = <A>(step: Step["_tag"], schema: Schema.Codec<A, unknown>, outcome: Outcome | undefined) =>
  Effect.flatMap(
    outcome === undefined || outcome._tag === "skipped" ? conclusive(outcome) : Effect.succeed(outcome),
    (seen): Effect.Effect<A, Inconclusive | SubjectGone> => {
      if (seen._tag === "hung") return Effect.fail(waitsForEver(step, seen.trace))
      const value: Json = seen._tag === "returned" ? seen.value : null
      return Option.match(Schema.decodeUnknownOption(schema)(value), {
        onNone: () =>
          Effect.fail(new Inconclusive({ message: "the config flow's process did not say what it played" })),
        onSome: Effect.succeed
      })
    }
  )

/** A flow that waits for what never comes; inconclusive where it may be code that did not run. */
const waitsForEver = (during: Step["_tag"], { notRun = [], standIns }: Trace) => {
  const message = "the config flow waits for something that never comes"
  const unknown = [...standIns, ...notRun].filter((origin) => !origin.startsWith("homeassistant."))
  return unknown.length === 0
    ? new SubjectGone({ reason: "hang", during, message })
    : new Inconclusive({ message: `${message}, which depends on ${unknown.slice(0, 3).join(", ")}` })
}
