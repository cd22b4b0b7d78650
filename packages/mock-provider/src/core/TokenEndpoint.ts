/** The token endpoint: what holds for every grant. */
import { authenticateClient } from "./AuthenticateClient.ts"
import { answerAuthorizationCode } from "./AuthorizationCodeGrant.ts"
import type { Client, GrantType } from "./Client.ts"
import type { ProviderState } from "./ProviderState.ts"
import type { ReceivedRequest } from "./ReceivedRequest.ts"
import { Refusal } from "./Refusal.ts"
import { answerRefreshToken } from "./RefreshTokenGrant.ts"
import type { RequestParameters } from "./RequestParameters.ts"
import type { Step, StepContext } from "./Step.ts"
import { refuse } from "./Step.ts"

/**
 * Answers a token request: checks its form, then its client, then hands it to the grant that it names.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-3.2
 * @category endpoints
 * @since 0.1.0
 */
export const answerToken = (state: ProviderState, request: ReceivedRequest, context: StepContext): Step => {
  const malformed = checkForm(request)
  if (malformed !== undefined) return refuse(state, malformed)
  const client = authenticateClient(state, request)
  if (client instanceof Refusal) return refuse(state, client)
  const grantType = readGrantType(request.body, client)
  if (grantType instanceof Refusal) return refuse(state, grantType)
  return grants[grantType](state, client, request.body, context)
}

type AnswerGrant = (
  state: ProviderState,
  client: Client,
  parameters: RequestParameters,
  context: StepContext
) => Step

const grants: Readonly<Record<GrantType, AnswerGrant>> = {
  authorization_code: answerAuthorizationCode,
  refresh_token: answerRefreshToken
}

const bodyOnly = [
  "client_id",
  "code",
  "code_verifier",
  "grant_type",
  "redirect_uri",
  "refresh_token",
  "scope"
]

const checkForm = ({ body, isForm, method, query }: ReceivedRequest): Refusal | undefined => {
  if (query.has("client_secret")) return new Refusal("secret-in-url")
  if (method !== "POST") return new Refusal("token-method")
  if (bodyOnly.some((name) => query.has(name))) return new Refusal("parameter-in-url")
  if (!isForm) return new Refusal("form-body")
  if (body.malformed) return new Refusal("parameter-encoding")
  return body.duplicate() === undefined ? undefined : new Refusal("duplicate-parameter")
}

const readGrantType = (parameters: RequestParameters, client: Client): GrantType | Refusal => {
  const grantType = parameters.get("grant_type")
  if (grantType === undefined) return new Refusal("grant-type-missing")
  if (!isGrantType(grantType)) return new Refusal("grant-type-unsupported")
  return client.grantTypes.includes(grantType) ? grantType : new Refusal("grant-type-unauthorized")
}

const isGrantType = (text: string): text is GrantType => Object.hasOwn(grants, text)
