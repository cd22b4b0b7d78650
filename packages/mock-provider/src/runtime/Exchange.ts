/** An entry of the journal. */
import type { Redacted } from "effect"
import type { EndpointName } from "../core/Endpoint.ts"
import type { PresentedAuthentication } from "../core/PresentedAuthentication.ts"
import type { ProviderEvent } from "../core/ProviderEvent.ts"
import type { RequestParameters } from "../core/RequestParameters.ts"
import type { RuleName } from "../core/rules.ts"
import type { WireRequest } from "../core/WireRequest.ts"
import type { FaultAction } from "../faults/FaultAction.ts"
import type { ProviderAnswer } from "../faults/ProviderAnswer.ts"

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
  readonly request: Redacted.Redacted<WireRequest>
  readonly answer: Redacted.Redacted<ProviderAnswer>
  /** The status answered; `undefined` when there was no response. */
  readonly status: number | undefined
  /** The rule that refused the request. */
  readonly rule: RuleName | undefined
  /** The fault that answered instead of the provider: its place in the plan, and what it did. */
  readonly fault: { readonly index: number; readonly action: FaultAction["_tag"] } | undefined
  readonly events: ReadonlyArray<ProviderEvent>
}
