/** An entry of the journal. */
import { Redacted } from "effect"
import type { EndpointName } from "../core/Endpoint.ts"
import type { PresentedAuthentication } from "../core/PresentedAuthentication.ts"
import type { ProviderEvent } from "../core/ProviderEvent.ts"
import type { ReceivedRequest } from "../core/ReceivedRequest.ts"
import type { RequestParameters } from "../core/RequestParameters.ts"
import type { RuleName } from "../core/rules.ts"
import type { Step } from "../core/Step.ts"
import type { WireRequest } from "../core/WireRequest.ts"
import type { FaultAction } from "../faults/FaultAction.ts"
import type { DueFault } from "../faults/FaultCursor.ts"
import type { Fault } from "../faults/FaultPlan.ts"
import type { ProviderAnswer } from "../faults/ProviderAnswer.ts"
import { cutBody, maxBody } from "./cutBody.ts"

/**
 * Describes one exchange, as understood and as it went over the wire. Printed, it shows no secret: `Redacted.value`
 * reads the request and the answer, and `parameters.get` a parameter.
 *
 * @category models
 * @since 0.1.0
 */
export interface Exchange {
  /** Counts from 1 since the journal was cleared. */
  readonly number: number
  /** Milliseconds since 1970. */
  readonly at: number
  readonly endpoint: EndpointName | "unknown"
  readonly method: string
  /** The protocol's parameters: those of the body of a POST, of the query otherwise. */
  readonly parameters: RequestParameters
  /** The parameters of the URL, without the endpoint's own query. */
  readonly query: RequestParameters
  readonly authentication: PresentedAuthentication
  /** As it was sent. A body of more than 64 KiB is cut, and says so at its end. */
  readonly request: Redacted.Redacted<WireRequest>
  /** What the client got, or will get: a JWT that is not signed yet stands in it as its placeholder. Long ones are cut. */
  readonly answer: Redacted.Redacted<ProviderAnswer>
  /** The status answered; `undefined` when there was no response. */
  readonly status: number | undefined
  /** The rule that refused the request. */
  readonly rule: RuleName | undefined
  /** The fault that was due: its place in the plan, what it is, and whether it answered or altered anything. */
  readonly fault: ExchangeFault | undefined
  readonly events: ReadonlyArray<ProviderEvent>
  /** How many characters it holds, about. */
  readonly size: number
}

/**
 * Describes the fault that was due at an exchange. One that found nothing to alter, such as `StateDropped` where no
 * callback went out, did `nothing`.
 *
 * @category models
 * @since 0.1.0
 */
export interface ExchangeFault {
  readonly index: number
  readonly action: FaultAction["_tag"]
  readonly did: "answered" | "altered" | "nothing"
}

/** Describes what an exchange is made of. */
export interface ExchangeParts {
  readonly at: number
  readonly request: WireRequest
  readonly received: ReceivedRequest
  readonly due: DueFault<Fault> | undefined
  readonly did: ExchangeFault["did"]
  readonly answer: ProviderAnswer
  readonly step: Step | undefined
}

/** Makes the entry of an exchange with a number of the journal. */
export const makeExchange = (number: number, parts: ExchangeParts): Exchange => new Entry(number, parts)

// What is redacted is made when it is asked for: most entries are never looked at.
class Entry implements Exchange {
  readonly number: number
  readonly at: number
  readonly endpoint: Exchange["endpoint"]
  readonly method: string
  readonly parameters: RequestParameters
  readonly query: RequestParameters
  readonly authentication: PresentedAuthentication
  readonly status: number | undefined
  readonly rule: RuleName | undefined
  readonly fault: Exchange["fault"]
  readonly events: ReadonlyArray<ProviderEvent>
  readonly size: number
  readonly #request: WireRequest
  readonly #answer: ProviderAnswer

  constructor(number: number, { answer, at, did, due, received, request, step }: ExchangeParts) {
    const isLong = request.body.length > maxBody || request.url.length > maxBody
    this.number = number
    this.at = at
    this.endpoint = received.endpoint
    this.method = received.method
    this.parameters = isLong ? received.parameters.cut() : received.parameters
    this.query = isLong ? received.query.cut() : received.query
    this.authentication = received.authentication
    this.status = answer._tag === "Response" ? answer.status : undefined
    this.rule = step?.refusal?.rule
    this.fault = due === undefined ? undefined : { index: due.index, action: due.fault.action._tag, did }
    this.events = step?.events ?? noEvents
    this.#request = cutBody(request)
    this.#answer = answer._tag === "Response" ? cutBody(answer) : answer
    const answered = this.#answer._tag === "Response" ? this.#answer.body.length : 0
    // The parameters hold the body and the query once more.
    this.size = 2 * (this.#request.body.length + this.#request.url.length) + answered
  }

  get request(): Redacted.Redacted<WireRequest> {
    return Redacted.make(this.#request, { label: "request" })
  }

  get answer(): Redacted.Redacted<ProviderAnswer> {
    return Redacted.make(this.#answer, { label: "answer" })
  }
}

const noEvents: ReadonlyArray<ProviderEvent> = []
