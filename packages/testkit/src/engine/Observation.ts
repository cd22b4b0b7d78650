/**
 * One linking and one refresh, observed. Many requirements judge the same observation: with the same seed they are
 * given the same scenarios, and a scenario is run once.
 */
import { Effect } from "effect"
import {
  exchangeAnswerOf,
  implementationOf,
  refreshAnswerOf,
  type Scenario,
  storedTokenOf
} from "../arbitraries/scenario.ts"
import type {
  Described,
  ImplementationSource,
  LogRecord,
  Outcome,
  Performance,
  Step,
  WireRequest
} from "../subject/Protocol.ts"
import type { SubjectGone } from "../subject/Subject.ts"
import { memberOf } from "../subject/members.ts"
import { Inconclusive, type Unjudged } from "./Finding.ts"
import type { Source } from "./HostTwin.ts"
import { makeMemory, once } from "./Memory.ts"
import type { RunScript } from "./batchScripts.ts"
import { conclusive, noRequest, returned, returnedBy, traceOf } from "./outcomes.ts"

/**
 * How much of a scenario is run: `linking` is all of it (authorize, exchange, refresh), `exchange` stops after the
 * exchange, `refresh` only refreshes the token.
 */
export type Extent = "linking" | "exchange" | "refresh"

/** Runs a scenario, or gives what it gave before. */
export type Observe = (
  scenario: Scenario,
  extent?: Extent
) => Effect.Effect<Observation, SubjectGone | Unjudged>

/** What was seen when a scenario ran. The outcomes are undefined where its extent leaves them out. */
export class Observation {
  readonly scenario: Scenario
  readonly outcomes: { readonly [name in Step["_tag"]]?: Outcome }
  readonly requests: { readonly [name in Step["_tag"]]?: ReadonlyArray<WireRequest> }

  constructor(scenario: Scenario, outcomes: Observation["outcomes"], requests: Observation["requests"]) {
    this.scenario = scenario
    this.outcomes = outcomes
    this.requests = requests
  }

  /** What the module's implementation says of itself: an {@link ImplementationValue}. */
  get implementation(): Effect.Effect<Described, Unjudged> {
    return returned(this.outcomes.getAuthImplementation, "getAuthImplementation")
  }

  /** The authorization URL as returned, a string of any kind. */
  get authorizationUrlText(): Effect.Effect<Described, Unjudged> {
    return this.#returned("authorize")
  }

  /** The authorization URL. Inconclusive where it is none (AUT-1 says so). */
  get authorizationUrl(): Effect.Effect<URL, Unjudged> {
    return this.authorizationUrlText.pipe(
      Effect.flatMap((text) => {
        const url = typeof text === "string" ? parseRequest(text) : null
        return url
          ? Effect.succeed(url)
          : Effect.fail(new Inconclusive({ message: "the authorization URL is not a URL (see AUT-1)" }))
      })
    )
  }

  /** The state of the authorization request, or null. */
  get state(): string | null {
    const { authorize } = this.outcomes
    return authorize?._tag === "returned" ? stateOf(authorize.value) : null
  }

  /** The requests that the exchange sent; at least one, else inconclusive. */
  get exchangeRequests(): Effect.Effect<readonly [WireRequest, ...ReadonlyArray<WireRequest>], Unjudged> {
    return requestsOf(this, "exchange")
  }

  /** The requests that the refresh sent; at least one, else inconclusive. */
  get refreshRequests(): Effect.Effect<readonly [WireRequest, ...ReadonlyArray<WireRequest>], Unjudged> {
    return requestsOf(this, "refresh")
  }

  /** What the exchange gave: an {@link ExchangeValue}. */
  get exchanged(): Effect.Effect<Described, Unjudged> {
    return this.#returned("exchange")
  }

  /** What the refresh gave: a {@link RefreshValue}. */
  get refreshed(): Effect.Effect<Described, Unjudged> {
    return this.#returned("refresh")
  }

  #returned(step: "authorize" | "exchange" | "refresh"): Effect.Effect<Described, Unjudged> {
    return returnedBy(this.outcomes.getAuthImplementation, this.outcomes[step], step)
  }

  /** Every request of the scenario, in order. */
  get allRequests(): ReadonlyArray<WireRequest> {
    return Object.values(this.requests).flat()
  }

  /** Every log record of the scenario, in order. */
  get logs(): ReadonlyArray<LogRecord> {
    return Object.values(this.outcomes).flatMap((outcome) => traceOf(outcome).logs)
  }

  /** The token that the refresh was given: what the host stored after the exchange. */
  get storedToken(): { readonly [name: string]: Described } {
    return storedTokenOf(this.scenario)
  }
}

/** A request to an endpoint that is none, such as an empty one, still has its parameters. The endpoint is SRV-5's to judge. */
const parseRequest = (text: string): URL | null => {
  const query = text.indexOf("?")
  return URL.parse(text) ?? (query < 0 ? null : URL.parse(text.slice(query), "https://provider.invalid/"))
}

/** The value of `state` in an authorization URL, or null. */
export const stateOf = (url: Described): string | null =>
  typeof url === "string" ? (parseRequest(url)?.searchParams.get("state") ?? null) : null

const requestsOf = Effect.fnUntraced(function* (seen: Observation, step: "exchange" | "refresh") {
  const [first, ...rest] = seen.requests[step] ?? []
  const outcome = yield* conclusive(seen.outcomes[step])
  if (first === undefined) return yield* noRequest(step, outcome, seen.outcomes.getAuthImplementation)
  return [first, ...rest] as const
})

/** Makes the function that runs scenarios in a context. */
export const makeObserver = (runScript: RunScript, source: Source): Observe => {
  const memory = makeMemory<ReturnType<Observe>>()
  const run = Effect.fnUntraced(function* (scenario: Scenario, extent: Extent) {
    const script = scriptOf(scenario, extent, yield* source(scenario))
    return observationOf(scenario, script.steps, yield* runScript(script))
  })
  return (scenario, extent = "linking") =>
    Effect.suspend(() => memory(scenario, extent, () => once(run(scenario, extent))))
}

/** The script that runs as much of a scenario. */
export const scriptOf = (scenario: Scenario, extent: Extent, from: ImplementationSource) => {
  const make: Step = { _tag: "getAuthImplementation", as: "a", from, ...implementationOf(scenario) }
  const steps = stepsOf(scenario, extent, make)
  const toCode = exchangeAnswerOf(scenario)
  const toRefresh = refreshAnswerOf(scenario)
  const answers = steps.map(({ _tag }) => (_tag === "refresh" ? toRefresh : toCode))
  return { entropy: scenario.entropy, steps, answers }
}

const stepsOf = (scenario: Scenario, extent: Extent, make: Step): ReadonlyArray<Step> => {
  const authorize: Step = { _tag: "authorize", on: "a", flowId: scenario.flowId }
  const exchange: Step = { _tag: "exchange", on: "a", callback: { code: scenario.code } }
  const refresh: Step = { _tag: "refresh", on: "a", token: storedTokenOf(scenario) }
  switch (extent) {
    case "linking":
      return [make, authorize, exchange, refresh]
    case "exchange":
      return [make, authorize, exchange]
    case "refresh":
      return [make, refresh]
  }
}

const requestsByStep = (
  sent: ReadonlyArray<readonly [Step["_tag"] | undefined, WireRequest]>
): Observation["requests"] => {
  const byStep: { [name in Step["_tag"]]?: Array<WireRequest> } = {}
  for (const [name, wire] of sent) if (name !== undefined) (byStep[name] ??= []).push(wire)
  return byStep
}

const observationOf = (
  scenario: Scenario,
  steps: ReadonlyArray<Step>,
  { outcomes, requests }: Performance
): Observation => {
  const name = (index: number) => steps[index]?._tag
  return new Observation(
    scenario,
    Object.fromEntries(outcomes.map((outcome, index) => [name(index), outcome])),
    requestsByStep(requests.map(({ step, wire }) => [name(step), wire]))
  )
}

/** A member of what a step gave, such as `resolved` of the exchange; inconclusive where there is none. */
export const part = (value: Described, name: string): Effect.Effect<Described, Inconclusive> => {
  const member = memberOf(value, name)
  return member === undefined
    ? Effect.fail(new Inconclusive({ message: `the module's worker did not say ${name}` }))
    : Effect.succeed(member)
}
