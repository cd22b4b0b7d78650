/** The token endpoint: what holds for every grant. */
import { answerAuthorizationCode } from "./answerAuthorizationCode.ts"
import type { Client, GrantType } from "./Client.ts"
import { deviceCodeGrant, jwtBearerGrant, tokenExchangeGrant } from "./Client.ts"
import { answerClientCredentials } from "./answerClientCredentials.ts"
import { answerDeviceCode } from "./answerDeviceCode.ts"
import { answerJwtBearer } from "./answerJwtBearer.ts"
import { answerTokenExchange } from "./answerTokenExchange.ts"
import { readTokenProof } from "./Dpop.ts"
import type { ProviderState } from "./ProviderState.ts"
import type { ReceivedRequest } from "./ReceivedRequest.ts"
import { receiveFromClient } from "./receiveFromClient.ts"
import { Refusal } from "./Refusal.ts"
import { answerRefreshToken } from "./answerRefreshToken.ts"
import type { RequestParameters } from "./RequestParameters.ts"
import type { Settings } from "./Settings.ts"
import type { GrantContext, Step, StepContext } from "./Step.ts"
import { refuse } from "./Step.ts"

/**
 * Answers a token request: checks its form, then its client, then hands it to the grant that it names.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-3.2
 */
export const answerToken = (state: ProviderState, request: ReceivedRequest, context: StepContext): Step => {
  const client = receiveFromClient(state, request, context)
  if (client instanceof Refusal) return refuse(state, client)
  const grantType = readGrantType(state.settings, request, client)
  if (grantType instanceof Refusal) return refuse(state, grantType)
  const jkt = readTokenProof(state.settings, client.dpopBound, request, context)
  if (jkt instanceof Refusal) return refuse(state, jkt)
  return grants[grantType](state, client, request, { ...context, jkt })
}

type AnswerGrant = (
  state: ProviderState,
  client: Client,
  request: ReceivedRequest,
  context: GrantContext
) => Step

const grants: Readonly<Record<GrantType, AnswerGrant>> = {
  authorization_code: answerAuthorizationCode,
  refresh_token: answerRefreshToken,
  client_credentials: answerClientCredentials,
  [deviceCodeGrant]: answerDeviceCode,
  [jwtBearerGrant]: answerJwtBearer,
  [tokenExchangeGrant]: answerTokenExchange
}

const readGrantType = (
  { allow, deviations }: Settings,
  { parameters }: ReceivedRequest,
  client: Client
): GrantType | Refusal => {
  const sent =
    parameters.get("grant_type") ?? (allow.missingGrantType ? apparentGrant(parameters) : undefined)
  if (sent === undefined) return new Refusal("grant-type-missing")
  const own = deviations.request?.grantTypes
  const grantType = own !== undefined && Object.hasOwn(own, sent) ? (own[sent] ?? sent) : sent
  if (!isGrantType(grantType)) return new Refusal("grant-type-unsupported")
  return client.grantTypes.includes(grantType) ? grantType : new Refusal("grant-type-unauthorized")
}

const apparentGrant = (parameters: RequestParameters): GrantType | undefined => {
  if (parameters.has("code")) return "authorization_code"
  return parameters.has("refresh_token") ? "refresh_token" : undefined
}

const isGrantType = (text: string): text is GrantType => Object.hasOwn(grants, text)
