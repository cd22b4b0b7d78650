/** Access tokens as requests for a resource carry them. */
import { readProof } from "./Dpop.ts"
import { endGrace } from "./endGrace.ts"
import type { IssuedToken, ProviderState } from "./ProviderState.ts"
import { findLive } from "./ProviderState.ts"
import type { ReceivedRequest } from "./ReceivedRequest.ts"
import { Refusal } from "./Refusal.ts"
import type { StepContext } from "./Step.ts"

/** Describes a request that an access token allows. */
export interface Allowed {
  readonly state: ProviderState
  readonly token: IssuedToken
}

/**
 * Finds the live access token of a request, sent in exactly one way. Its first use may end a grace.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-2
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-3.1
 * @see https://www.rfc-editor.org/rfc/rfc9449#section-7
 */
export const useAccessToken = (
  state: ProviderState,
  request: ReceivedRequest,
  context: StepContext
): Allowed | Refusal => {
  const { now } = context
  const { allow, dpop } = state.settings
  const text = readToken(request, allow.accessTokenInUrl, dpop !== undefined)
  if (text instanceof Refusal) return text
  const token = findLive(state, state.accessTokens, text, now)
  if (token === undefined) return new Refusal("access-token-dead")
  return checkKey(state, request, context, { text, token }) ?? { token, state: endGrace(state, token, now) }
}

/** Checks that who sends a token that is bound to a key has the key, and that no other is sent as if it were bound. */
const checkKey = (
  { settings }: ProviderState,
  request: ReceivedRequest,
  context: StepContext,
  { text, token }: { readonly text: string; readonly token: IssuedToken }
): Refusal | undefined => {
  const isSentAsBound = settings.dpop !== undefined && /^DPoP /i.test(request.header("authorization") ?? "")
  if (!isSentAsBound && token.jkt === undefined) return undefined
  if (!isSentAsBound) return new Refusal("access-token-dpop", undefined, true)
  const jkt =
    readProof(settings, request, context, text) ?? new Refusal("dpop-proof-missing", undefined, true)
  if (jkt instanceof Refusal) return jkt
  return jkt === token.jkt ? undefined : new Refusal("access-token-dpop", undefined, true)
}

const readToken = (
  { body, header, query }: ReceivedRequest,
  inUrl: boolean,
  mayBeBound: boolean
): string | Refusal => {
  const authorization = header("authorization")
  const field = authorization === undefined ? undefined : readField(authorization, mayBeBound)
  if (query.has("access_token") && !inUrl) return new Refusal("access-token-in-url")
  const sent = [field, ...body.all("access_token"), ...query.all("access_token")].filter(
    (each) => each !== undefined
  )
  if (sent.length > 1) return new Refusal("access-token-places")
  return sent[0] ?? new Refusal("access-token-missing")
}

// Another scheme is as good as none (RFC 6750, 3.1).
const readField = (authorization: string, mayBeBound: boolean): string | Refusal | undefined => {
  const scheme = /^(Bearer|DPoP)(?: |$)/i.exec(authorization)?.[1]?.toLowerCase()
  if (scheme === undefined || (scheme === "dpop" && !mayBeBound)) return undefined
  return (
    /^(?:Bearer|DPoP) +([A-Za-z0-9._~+/-]+=*)$/i.exec(authorization)?.[1] ??
    new Refusal("access-token-syntax")
  )
}
