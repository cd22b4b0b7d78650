/** The grant of assertions: a JWT of somebody whom the provider trusts gives a token of its subject. */
import { readScope } from "./AuthorizationRequest.ts"
import type { Client } from "./Client.ts"
import { jwtBearerGrant } from "./Client.ts"
import { isInTime } from "./ClientAssertion.ts"
import { issueClientTokens } from "./issueTokens.ts"
import type { ProviderState } from "./ProviderState.ts"
import { audienceOf, decodeJwt } from "./ReceivedJwt.ts"
import type { ReceivedRequest } from "./ReceivedRequest.ts"
import { Refusal } from "./Refusal.ts"
import { readResources } from "./Resources.ts"
import type { GrantContext, Step } from "./Step.ts"
import { refuse } from "./Step.ts"

/**
 * Gives an access token of the user that an assertion names, without a refresh token: the assertion can be written again.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7523#section-2.1
 * @see https://www.rfc-editor.org/rfc/rfc7523#section-3
 */
export const answerJwtBearer = (
  state: ProviderState,
  client: Client,
  request: ReceivedRequest,
  context: GrantContext
): Step => {
  const subject = readSubject(state, request, context)
  if (subject instanceof Refusal) return refuse(state, subject)
  const scope = readScope(state.settings, client, request.parameters.get("scope"))
  if (scope instanceof Refusal) return refuse(state, scope)
  const resources = readResources(state.settings, request.parameters)
  if (resources instanceof Refusal) return refuse(state, resources)
  return issueClientTokens(
    state,
    { client, request, subject, scope, resources, grantType: jwtBearerGrant },
    context
  )
}

const readSubject = (
  { settings }: ProviderState,
  { parameters }: ReceivedRequest,
  context: GrantContext
): string | Refusal => {
  const text = parameters.get("assertion")
  if (text === undefined) return new Refusal("assertion-missing")
  const assertion = decodeJwt(text)
  if (assertion === undefined) return new Refusal("assertion-syntax")
  const { iss, sub } = assertion.claims
  if (!settings.assertionIssuers.some(({ issuer }) => issuer === iss)) return new Refusal("assertion-issuer")
  if (context.signed?.has("assertion") !== true) return new Refusal("assertion-signature")
  const isForUs = audienceOf(assertion).some(
    (each) => each === settings.issuer || each === settings.urls.token
  )
  if (!isForUs) return new Refusal("assertion-audience")
  if (!isInTime(assertion, context)) return new Refusal("assertion-time")
  const isReused = context.replayed?.has("assertion") === true
  if (isReused && !settings.allow.reusedAssertion) return new Refusal("assertion-reused")
  return typeof sub === "string" && settings.users.has(sub) ? sub : new Refusal("assertion-subject")
}
