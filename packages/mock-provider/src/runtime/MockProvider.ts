/** A mock provider: the core with its state, its faults and its journal. */
import { Redacted } from "effect"
import { answerReceived } from "../core/AnswerRequest.ts"
import type { EndpointName, EndpointUrls } from "../core/Endpoint.ts"
import { findDestination } from "../core/Endpoint.ts"
import type { ProviderEvent } from "../core/ProviderEvent.ts"
import { initialState, isLiveAccessToken } from "../core/ProviderState.ts"
import type { ReceivedRequest } from "../core/ReceivedRequest.ts"
import { receiveRequest } from "../core/ReceivedRequest.ts"
import type { WireRequest } from "../core/WireRequest.ts"
import { enactFault } from "../faults/EnactFault.ts"
import type { DueFault } from "../faults/FaultCursor.ts"
import { nextFault, startFaults } from "../faults/FaultCursor.ts"
import type { FaultPlan } from "../faults/FaultPlan.ts"
import type { ProviderAnswer } from "../faults/ProviderAnswer.ts"
import type { Exchange } from "./Exchange.ts"
import type { MockProviderOptions } from "./MockProviderOptions.ts"
import { defaultEndpoints, makeSettings } from "./MockProviderOptions.ts"
import { makeSystemRandomBytes } from "./SystemRandomBytes.ts"

/**
 * Describes a running provider. Each is a world of its own: make one for each test.
 *
 * @category models
 * @since 0.1.0
 */
export interface MockProvider {
  readonly endpoints: EndpointUrls
  /** Answers a request, at once and without throwing. */
  handle(request: WireRequest): ProviderAnswer
  /** Says whether a request is for one of the endpoints. */
  serves(method: string, url: string): boolean
  /** Says whether an access token is good now. */
  isLive(accessToken: string): boolean
  /** Every exchange since the journal was cleared, oldest first. */
  readonly journal: ReadonlyArray<Exchange>
  /** The exchanges with one endpoint, oldest first. */
  calls(endpoint: EndpointName | "unknown"): ReadonlyArray<Exchange>
  clearJournal(): void
  /** Replaces the plan of faults and starts it. */
  setFaults(plan: FaultPlan): void
  /** Goes back to how the provider was made: no codes, no tokens, an empty journal, the first plan from its start. */
  reset(): void
}

/**
 * Makes a provider. Throws `InvalidProviderOptions`.
 *
 * @category constructors
 * @since 0.1.0
 */
const make = (options: MockProviderOptions): MockProvider => {
  const settings = makeSettings(options)
  const now = options.now ?? Date.now
  const randomBytes = options.randomBytes ?? makeSystemRandomBytes()
  let state = initialState(settings)
  let faults = startFaults(options.faults ?? [])
  let journal: Array<Exchange> = []

  const decide = (received: ReceivedRequest, due: DueFault | undefined, at: number): Decision => {
    if (due !== undefined) return { answer: enactFault(due.action), events: [] }
    const step = answerReceived(state, received, { now: at, randomBytes })
    state = step.state
    return { answer: { _tag: "Response", ...step.response }, events: step.events }
  }

  return {
    endpoints: options.endpoints ?? defaultEndpoints,
    handle: (request) => {
      const at = now()
      const received = receiveRequest(settings.endpoints, request)
      const [cursor, due] = nextFault(faults, received)
      faults = cursor
      const decision = decide(received, due, at)
      journal.push(exchangeOf(journal.length + 1, at, request, received, due, decision))
      return decision.answer
    },
    serves: (method, url) => findDestination(settings.endpoints, method, url).endpoint !== "unknown",
    isLive: (accessToken) => isLiveAccessToken(state, accessToken, now()),
    get journal() {
      return journal
    },
    calls: (endpoint) => journal.filter((exchange) => exchange.endpoint === endpoint),
    clearJournal: () => {
      journal = []
    },
    setFaults: (plan) => {
      faults = startFaults(plan)
    },
    reset: () => {
      state = initialState(settings)
      faults = startFaults(options.faults ?? [])
      journal = []
    }
  }
}

/**
 * Makes providers.
 *
 * @category constructors
 * @since 0.1.0
 */
export const MockProvider = { make }

interface Decision {
  readonly answer: ProviderAnswer
  readonly events: ReadonlyArray<ProviderEvent>
}

const exchangeOf = (
  number: number,
  at: number,
  request: WireRequest,
  received: ReceivedRequest,
  due: DueFault | undefined,
  { answer, events }: Decision
): Exchange => ({
  number,
  at,
  endpoint: received.endpoint,
  method: received.method,
  parameters: received.parameters,
  query: received.query,
  authentication: received.authentication,
  request: Redacted.make(request, { label: "request" }),
  answer: Redacted.make(answer, { label: "answer" }),
  status: answer._tag === "Response" ? answer.status : undefined,
  rule: events.find((event) => event._tag === "Refused")?.rule,
  fault: due === undefined ? undefined : { index: due.index, action: due.action._tag },
  events
})
