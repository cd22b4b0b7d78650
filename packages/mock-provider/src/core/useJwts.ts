/** JWTs of clients that work once. */
import { findEntry, putEntry } from "./Entries.ts"
import { s256Challenge } from "./Pkce.ts"
import type { ProviderState } from "./ProviderState.ts"
import type { JwtPlace } from "./ReceivedJwt.ts"
import { decodeJwt } from "./ReceivedJwt.ts"
import type { ReceivedRequest } from "./ReceivedRequest.ts"
import type { StepContext } from "./Step.ts"

/**
 * Remembers the JWTs of a request that have an id and are signed, and says which of them have been used before.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7523#section-3
 * @see https://www.rfc-editor.org/rfc/rfc9449#section-11.1
 */
export const useJwts = (
  state: ProviderState,
  request: ReceivedRequest,
  context: StepContext
): { readonly state: ProviderState; readonly replayed: ReadonlySet<JwtPlace> } => {
  const replayed = new Set<JwtPlace>()
  let { usedJwts } = state
  const forgetting = { now: context.now, capacity: state.settings.capacity }
  for (const place of context.signed ?? []) {
    const id = idOf(place, request)
    if (id === undefined) continue
    const used = findEntry(usedJwts, id)
    if (used !== undefined && used.expiresAt > context.now) replayed.add(place)
    else usedJwts = putEntry(usedJwts, id, { expiresAt: context.now + remembered }, forgetting)
  }
  return { state: usedJwts === state.usedJwts ? state : { ...state, usedJwts }, replayed }
}

// A day: an assertion that is good for longer can be used again then.
const remembered = 86_400_000

const idOf = (place: JwtPlace, request: ReceivedRequest): string | undefined => {
  if (place !== "dpop" && place !== "client_assertion" && place !== "assertion") return undefined
  const text = place === "dpop" ? request.header("dpop") : request.parameters.get(place)
  const jwt = decodeJwt(text ?? "")
  const jti = jwt?.claims["jti"]
  if (typeof jti !== "string") return undefined
  const by = place === "dpop" ? jwt?.header["jwk"] : jwt?.claims["iss"]
  // Of one length, however long the id is.
  return s256Challenge(JSON.stringify([place, by, jti]))
}
