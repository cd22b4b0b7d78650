/** The core as one function: a state and a request give the next state, the answer and what happened. */
import { answerAuthorization } from "./answerAuthorization.ts"
import { answerDeviceAuthorization } from "./answerDeviceAuthorization.ts"
import { answerEndSession } from "./answerEndSession.ts"
import { withNonce } from "./Dpop.ts"
import type { EndpointName } from "./Endpoint.ts"
import { answerKeys, answerMetadata, answerOpenidConfiguration, answerResourceMetadata } from "./Metadata.ts"
import { writeOwnError } from "./writeOwnError.ts"
import type { ProviderState } from "./ProviderState.ts"
import { answerPushedAuthorization } from "./PushedAuthorization.ts"
import type { ReceivedRequest } from "./ReceivedRequest.ts"
import { receiveRequest } from "./ReceivedRequest.ts"
import { Refusal } from "./Refusal.ts"
import { answerResource, answerUserinfo } from "./ResourceEndpoints.ts"
import type { Step, StepContext } from "./Step.ts"
import { refuse } from "./Step.ts"
import { answerRegistration } from "./answerRegistration.ts"
import { answerToken } from "./answerToken.ts"
import { answerIntrospection, answerRevocation } from "./TokenManagement.ts"
import { useJwts } from "./useJwts.ts"
import type { WireRequest } from "./WireRequest.ts"

/**
 * Answers a request. It is pure, and answers anything: what no rule allows is refused by the name of the rule.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-3
 */
export const answerRequest = (state: ProviderState, request: WireRequest, context: StepContext): Step => {
  const { endpoints, deviations } = state.settings
  return answerReceived(state, receiveRequest(endpoints, request, deviations.request), context)
}

/** Answers a request that was read before. */
export const answerReceived = (
  state: ProviderState,
  request: ReceivedRequest,
  context: StepContext
): Step => {
  if (request.endpoint === "unknown") return refuse(state, new Refusal("unknown-endpoint"))
  const { deviations, dpop } = state.settings
  const step = writeOwnError(answerAtEndpoint(state, request, request.endpoint, context), request, deviations)
  return dpop?.nonceKey === undefined
    ? step
    : { ...step, response: withNonce(step.response, dpop, request, context.now) }
}

const answerAtEndpoint = (
  state: ProviderState,
  request: ReceivedRequest,
  endpoint: EndpointName,
  context: StepContext
): Step => {
  const own = state.settings.deviations.checkRequest?.(request)
  if (own !== undefined) return refuse(state, new Refusal("provider-rule", own))
  if (context.documentProblem !== undefined) return refuse(state, new Refusal(context.documentProblem))
  if (context.signed === undefined) return endpoints[endpoint](state, request, context)
  const { replayed, state: used } = useJwts(state, request, context)
  return endpoints[endpoint](used, request, { ...context, replayed })
}

type AnswerEndpoint = (state: ProviderState, request: ReceivedRequest, context: StepContext) => Step

const endpoints: Readonly<Record<EndpointName, AnswerEndpoint>> = {
  authorize: answerAuthorization,
  token: answerToken,
  revoke: answerRevocation,
  introspect: answerIntrospection,
  pushedAuthorization: answerPushedAuthorization,
  deviceAuthorization: answerDeviceAuthorization,
  metadata: answerMetadata,
  openidConfiguration: answerOpenidConfiguration,
  jwks: answerKeys,
  userinfo: answerUserinfo,
  resource: answerResource,
  resourceMetadata: answerResourceMetadata,
  registration: answerRegistration,
  endSession: answerEndSession
}
