/** The core as one function: a state and a request give the next state, the answer and what happened. */
import { answerAuthorization } from "./AuthorizationEndpoint.ts"
import type { ProviderState } from "./ProviderState.ts"
import type { ReceivedRequest } from "./ReceivedRequest.ts"
import { receiveRequest } from "./ReceivedRequest.ts"
import { Refusal } from "./Refusal.ts"
import type { Step, StepContext } from "./Step.ts"
import { refuse } from "./Step.ts"
import { answerToken } from "./TokenEndpoint.ts"
import type { WireRequest } from "./WireRequest.ts"

/**
 * Answers a request. It is pure, and answers anything: what no rule allows is refused by the name of the rule.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-3
 * @category endpoints
 * @since 0.1.0
 */
export const answerRequest = (state: ProviderState, request: WireRequest, context: StepContext): Step =>
  answerReceived(state, receiveRequest(state.settings.endpoints, request), context)

/**
 * Answers a request that was read before.
 *
 * @category endpoints
 * @since 0.1.0
 */
export const answerReceived = (
  state: ProviderState,
  request: ReceivedRequest,
  context: StepContext
): Step => {
  if (request.endpoint === "authorize") return answerAuthorization(state, request, context)
  if (request.endpoint === "token") return answerToken(state, request, context)
  return refuse(state, new Refusal("unknown-endpoint"))
}
