/** Access tokens as requests for a resource carry them. */
import { endGrace } from "./endGrace.ts"
import type { IssuedToken, ProviderState } from "./ProviderState.ts"
import { findLive } from "./ProviderState.ts"
import type { ReceivedRequest } from "./ReceivedRequest.ts"
import { Refusal } from "./Refusal.ts"

/**
 * Describes a request that an access token allows.
 *
 * @category models
 * @since 0.1.0
 */
export interface Allowed {
  readonly state: ProviderState
  readonly token: IssuedToken
}

/**
 * Finds the live access token of a request, sent in exactly one way. Its first use may end a grace.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-2
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-3.1
 * @category checking
 * @since 0.1.0
 */
export const useAccessToken = (
  state: ProviderState,
  request: ReceivedRequest,
  now: number
): Allowed | Refusal => {
  const text = readToken(request, state.settings.allow.accessTokenInUrl)
  if (text instanceof Refusal) return text
  const token = findLive(state, state.accessTokens, text, now)
  if (token === undefined) return new Refusal("access-token-dead")
  return { token, state: endGrace(state, token, now) }
}

const readToken = ({ body, header, query }: ReceivedRequest, inUrl: boolean): string | Refusal => {
  const authorization = header("authorization")
  const field = authorization === undefined ? undefined : readField(authorization)
  if (query.has("access_token") && !inUrl) return new Refusal("access-token-in-url")
  const sent = [field, ...body.all("access_token"), ...query.all("access_token")].filter(
    (each) => each !== undefined
  )
  if (sent.length > 1) return new Refusal("access-token-places")
  return sent[0] ?? new Refusal("access-token-missing")
}

// Another scheme is as good as none (RFC 6750, 3.1).
const readField = (authorization: string): string | Refusal | undefined => {
  if (!/^Bearer(?: |$)/i.test(authorization)) return undefined
  return /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i.exec(authorization)?.[1] ?? new Refusal("access-token-syntax")
}
