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
import type { Described, LogRecord, Outcome, Step, WireRequest } from "../subject/Protocol.ts"
import type { SubjectGone } from "../subject/Subject.ts"
import { Inconclusive } from "./Finding.ts"
import { memberOf, raised, returned, traceOf } from "./outcomes.ts"
import type { Perform, Source } from "./Perform.ts"

/**
 * How much of a scenario is run: `linking` is all of it (authorize, exchange, refresh), `exchange` stops after the
 * exchange, `refresh` only refreshes the token.
 *
 * @category models
 * @since 0.1.0
 */
export type Extent = "linking" | "exchange" | "refresh"

/**
 * Runs a scenario, or gives what it gave before.
 *
 * @category models
 * @since 0.1.0
 */
export type Observe = (
  scenario: Scenario,
  extent?: Extent
) => Effect.Effect<Observation, SubjectGone | Inconclusive>

/**
 * What was seen when a scenario ran. The outcomes are undefined where its extent leaves them out.
 *
 * @category models
 * @since 0.1.0
 */
export class Observation {
  readonly scenario: Scenario
  readonly outcomes: { readonly [name in Step["step"]]?: Outcome }
  readonly requests: { readonly [name in Step["step"]]?: ReadonlyArray<WireRequest> }

  constructor(scenario: Scenario, outcomes: Observation["outcomes"], requests: Observation["requests"]) {
    this.scenario = scenario
    this.outcomes = outcomes
    this.requests = requests
  }

  /** What the module's implementation says of itself: an {@link ImplementationValue}. */
  get implementation(): Effect.Effect<Described, Inconclusive> {
    return returned(this.outcomes.getAuthImplementation, "getAuthImplementation")
  }

  /** The authorization URL as returned, a string of any kind. */
  get authorizationUrlText(): Effect.Effect<Described, Inconclusive> {
    return returned(this.outcomes.authorize, "authorize")
  }

  /** The authorization URL. Inconclusive where it is none (AUT-1 says so). */
  get authorizationUrl(): Effect.Effect<URL, Inconclusive> {
    return this.authorizationUrlText.pipe(
      Effect.flatMap((text) => {
        const url = typeof text === "string" ? URL.parse(text) : null
        return url
          ? Effect.succeed(url)
          : Effect.fail(new Inconclusive({ message: "the authorization URL is not a URL (see AUT-1)" }))
      })
    )
  }

  /** The state of the authorization request, or null. */
  get state(): string | null {
    const { authorize } = this.outcomes
    return authorize?.outcome === "returned" ? stateOf(authorize.value) : null
  }

  /** The requests that the exchange sent; at least one, else inconclusive. */
  get exchangeRequests(): Effect.Effect<readonly [WireRequest, ...ReadonlyArray<WireRequest>], Inconclusive> {
    return requestsOf(this, "exchange")
  }

  /** The requests that the refresh sent; at least one, else inconclusive. */
  get refreshRequests(): Effect.Effect<readonly [WireRequest, ...ReadonlyArray<WireRequest>], Inconclusive> {
    return requestsOf(this, "refresh")
  }

  /** What the exchange gave: an {@link ExchangeValue}. */
  get exchanged(): Effect.Effect<Described, Inconclusive> {
    return returned(this.outcomes.exchange, "exchange")
  }

  /** What the refresh gave: a {@link RefreshValue}. */
  get refreshed(): Effect.Effect<Described, Inconclusive> {
    return returned(this.outcomes.refresh, "refresh")
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

/**
 * The value of `state` in an authorization URL, or null.
 *
 * @category outcomes
 * @since 0.1.0
 */
export const stateOf = (url: Described): string | null =>
  typeof url === "string" ? (URL.parse(url)?.searchParams.get("state") ?? null) : null

/**
 * The value of a token request's form parameter, or null.
 *
 * @category outcomes
 * @since 0.1.0
 */
export const formOf = (request: WireRequest): URLSearchParams => new URLSearchParams(request.body)

const requestsOf = Effect.fnUntraced(function* (seen: Observation, step: "exchange" | "refresh") {
  const [first, ...rest] = seen.requests[step] ?? []
  const error = yield* raised(seen.outcomes[step])
  if (first === undefined) {
    const because = error === null ? "" : `: ${error.type}: ${error.message}`
    return yield* new Inconclusive({ message: `the ${step} sent no request to judge${because}` })
  }
  return [first, ...rest] as const
})

/** Makes the function that runs scenarios in a world and remembers them. */
export const makeObserver = (perform: Perform, source: Source): Observe => {
  const seen = new Map<string, Observation>()
  return Effect.fnUntraced(function* (scenario, extent = "linking") {
    const key = `${extent} ${JSON.stringify(scenario)}`
    const known = seen.get(key)
    if (known) return known
    const observation = yield* run(perform, source, scenario, extent)
    seen.set(key, observation)
    return observation
  })
}

const run = Effect.fnUntraced(function* (
  perform: Perform,
  source: Source,
  scenario: Scenario,
  extent: Extent
) {
  const from = yield* source(scenario)
  const make: Step = { step: "getAuthImplementation", as: "a", from, ...implementationOf(scenario) }
  const steps = stepsOf(scenario, extent, make)
  const record = new Recorder(scenario)
  const outcomes = yield* perform({ entropy: scenario.entropy, steps, answer: record.answerOf(steps) })
  record.add(steps, outcomes)
  return record.observation
})

const stepsOf = (scenario: Scenario, extent: Extent, make: Step): ReadonlyArray<Step> => {
  const authorize: Step = { step: "authorize", on: "a", flowId: scenario.flowId }
  const exchange: Step = { step: "exchange", on: "a", callback: { code: scenario.code } }
  const refresh: Step = { step: "refresh", on: "a", token: storedTokenOf(scenario) }
  switch (extent) {
    case "linking":
      return [make, authorize, exchange, refresh]
    case "exchange":
      return [make, authorize, exchange]
    case "refresh":
      return [make, refresh]
  }
}

/** Gathers outcomes and requests by step, and answers as the scenario says. */
class Recorder {
  readonly #scenario: Scenario
  readonly #outcomes: { [name in Step["step"]]?: Outcome } = {}
  readonly #requests: { [name in Step["step"]]?: Array<WireRequest> } = {}

  constructor(scenario: Scenario) {
    this.#scenario = scenario
  }

  readonly answerOf = (steps: ReadonlyArray<Step>) => (request: WireRequest, index: number) => {
    const name = steps[index]?.step ?? "authorize"
    ;(this.#requests[name] ??= []).push(request)
    return name === "refresh" ? refreshAnswerOf(this.#scenario) : exchangeAnswerOf(this.#scenario)
  }

  add(steps: ReadonlyArray<Step>, outcomes: ReadonlyArray<Outcome>): void {
    steps.forEach(({ step }, index) => {
      const outcome = outcomes[index]
      if (outcome) this.#outcomes[step] = outcome
    })
  }

  get observation(): Observation {
    return new Observation(this.#scenario, this.#outcomes, this.#requests)
  }
}

/**
 * A member of what a step gave, such as `resolved` of the exchange; inconclusive where there is none.
 *
 * @category outcomes
 * @since 0.1.0
 */
export const part = (value: Described, name: string): Effect.Effect<Described, Inconclusive> => {
  const member = memberOf(value, name)
  return member === undefined
    ? Effect.fail(new Inconclusive({ message: `the module's worker did not say ${name}` }))
    : Effect.succeed(member)
}
