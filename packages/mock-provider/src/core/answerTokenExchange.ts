/** The grant that exchanges a token for another one. */
import type { Client } from "./Client.ts"
import { tokenExchangeGrant } from "./Client.ts"
import { HashMap } from "effect"
import { issueClientTokens } from "./issueTokens.ts"
import type { ProviderState } from "./ProviderState.ts"
import { findLive } from "./ProviderState.ts"
import { audienceOf, decodeJwt } from "./ReceivedJwt.ts"
import type { ReceivedRequest } from "./ReceivedRequest.ts"
import { Refusal } from "./Refusal.ts"
import type { RequestParameters } from "./RequestParameters.ts"
import { hasResource, readResources } from "./Resources.ts"
import { decodeScope } from "./Scope.ts"
import type { GrantContext, Step } from "./Step.ts"
import { refuse } from "./Step.ts"
import { accessTokenType, idTokenType } from "./TokenType.ts"

/**
 * Exchanges an access token or an id token of this provider for an access token of the same subject, of no more scope, for
 * the resources and the audience asked for. With an actor's token it says who acts for the subject.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8693#section-2
 */
export const answerTokenExchange = (
  state: ProviderState,
  client: Client,
  request: ReceivedRequest,
  context: GrantContext
): Step => {
  const { parameters } = request
  const requested = parameters.get("requested_token_type") ?? accessTokenType
  if (requested !== accessTokenType) return refuse(state, new Refusal("exchange-requested-type"))
  const subject = readSubject(state, request, context)
  if (subject instanceof Refusal) return refuse(state, subject)
  const actor = readActor(state, request, context)
  if (actor instanceof Refusal) return refuse(state, actor)
  const scope = readScope(state, parameters, client, subject)
  if (scope instanceof Refusal) return refuse(state, scope)
  const named = readResources(state.settings, parameters, subject.resources)
  if (named instanceof Refusal) return refuse(state, named)
  const audience = parameters.all("audience").filter((text) => text !== "")
  if (!audience.every((text) => isKnown(state, text))) return refuse(state, new Refusal("exchange-audience"))
  const resources = [
    ...new Set([...(parameters.has("resource") || audience.length === 0 ? named : []), ...audience])
  ]
  return issueClientTokens(
    state,
    {
      client,
      request,
      subject: subject.subject,
      actor,
      scope,
      resources,
      grantType: tokenExchangeGrant,
      issuedTokenType: accessTokenType
    },
    context
  )
}

/** What a token that is exchanged stands for. */
interface Subject {
  readonly subject: string | undefined
  /** Of an id token: whatever the client may have. */
  readonly scope: ReadonlyArray<string> | undefined
  readonly resources: ReadonlyArray<string>
}

const readSubject = (
  state: ProviderState,
  { parameters }: ReceivedRequest,
  context: GrantContext
): Subject | Refusal => {
  const [text, type] = [parameters.get("subject_token"), parameters.get("subject_token_type")]
  if (text === undefined || type === undefined) return new Refusal("exchange-token-missing")
  switch (type) {
    case accessTokenType: {
      const token = findLive(state, state.accessTokens, text, context.now)
      if (token === undefined) return new Refusal("exchange-token-dead")
      const { grant, resources, scope } = token
      return { subject: grant.subject, scope, resources }
    }
    case idTokenType:
      return readIdToken(state, text, context)
    default:
      return new Refusal("exchange-token-type")
  }
}

const readIdToken = (
  { settings }: ProviderState,
  text: string,
  { now, signed }: GrantContext
): Subject | Refusal => {
  const token = decodeJwt(text)
  const { exp, sub } = token?.claims ?? {}
  const isOurs = signed?.has("subject_token") === true && token?.header["typ"] !== "at+jwt"
  const isGood = isOurs && typeof exp === "number" && exp * 1000 > now && typeof sub === "string"
  if (!isGood || token === undefined || audienceOf(token).length === 0)
    return new Refusal("exchange-token-dead")
  return settings.users.has(sub)
    ? { subject: sub, scope: undefined, resources: [] }
    : new Refusal("exchange-token-dead")
}

const readActor = (
  state: ProviderState,
  { parameters }: ReceivedRequest,
  { now }: GrantContext
): string | Refusal | undefined => {
  const [text, type] = [parameters.get("actor_token"), parameters.get("actor_token_type")]
  if ((text === undefined) !== (type === undefined)) return new Refusal("exchange-actor-type")
  if (text === undefined) return undefined
  if (type !== accessTokenType) return new Refusal("exchange-token-type")
  const token = findLive(state, state.accessTokens, text, now)
  return token === undefined ? new Refusal("exchange-token-dead") : (token.grant.subject ?? token.clientId)
}

const readScope = (
  { settings }: ProviderState,
  parameters: RequestParameters,
  client: Client,
  subject: Subject
): ReadonlyArray<string> | Refusal => {
  const isAllowed = (value: string): boolean => client.scopes === undefined || client.scopes.includes(value)
  const granted = (subject.scope ?? client.scopes ?? []).filter(isAllowed)
  const text = parameters.get("scope")
  if (text === undefined) return granted
  const asked = decodeScope(text, settings.deviations.request?.scopeSeparator)
  if (asked === undefined) return new Refusal("scope-syntax")
  if (!asked.every(isAllowed)) return new Refusal("unregistered-scope")
  return subject.scope === undefined || asked.every((value) => granted.includes(value))
    ? asked
    : new Refusal("scope-widened")
}

const isKnown = ({ settings }: ProviderState, audience: string): boolean => {
  const { clients, issuer, resources, urls } = settings
  const known = urls.resource === undefined ? resources : [...resources, urls.resource]
  return HashMap.has(clients, audience) || audience === issuer || hasResource(known, audience)
}
