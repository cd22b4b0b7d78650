/** Proofs of the keys that tokens are bound to. */
import { clockLeeway } from "./ClientAssertion.ts"
import type { JsonMembers } from "./JsonMembers.ts"
import { s256Challenge } from "./Pkce.ts"
import type { DecodedJwt } from "./ReceivedJwt.ts"
import { decodeJwt, isMembers, keyAlgorithms } from "./ReceivedJwt.ts"
import type { ReceivedRequest } from "./ReceivedRequest.ts"
import { Refusal } from "./Refusal.ts"
import type { DpopSettings, Settings } from "./Settings.ts"
import type { StepContext } from "./Step.ts"
import type { WireResponse } from "./WireRequest.ts"

/**
 * Reads the proof that comes with a request, and gives the thumbprint of its key; `undefined` where there is none. At a
 * resource it has to be a proof for the access token too.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9449#section-4.3
 */
export const readProof = (
  { dpop }: Settings,
  request: ReceivedRequest,
  context: StepContext,
  accessToken?: string
): string | Refusal | undefined => {
  const text = dpop === undefined ? undefined : request.header("dpop")
  if (dpop === undefined || text === undefined) return undefined
  const refuse = (rule: ProofRule): Refusal => new Refusal(rule, undefined, accessToken !== undefined)
  const proof = decodeJwt(text)
  const jwk = proof === undefined ? undefined : keyOf(proof)
  if (proof === undefined || jwk === undefined) return refuse("dpop-proof-syntax")
  if (context.signed?.has("dpop") !== true) return refuse("dpop-proof-signature")
  const { ath, htm, htu, iat, nonce } = proof.claims
  if (htm !== request.method || !isSameUrl(`${htu}`, request.url)) return refuse("dpop-proof-target")
  // A nonce says when the proof was made, whatever the client's clock says (RFC 9449, 8).
  if (dpop.nonceKey !== undefined) {
    if (!noncesAt(dpop.nonceKey, context.now).includes(`${nonce}`)) return refuse("dpop-nonce")
  } else if (!isRecent(iat, context)) return refuse("dpop-proof-time")
  if (context.replayed?.has("dpop") === true) return refuse("dpop-proof-reused")
  if (accessToken !== undefined && ath !== s256Challenge(accessToken)) return refuse("dpop-proof-token")
  return thumbprintOf(jwk)
}

type ProofRule = Extract<Refusal["rule"], `dpop-${string}`>

/**
 * Reads the proof that comes with a request to the token endpoint, where the client's tokens may have to be bound.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9449#section-5
 */
export const readTokenProof = (
  settings: Settings,
  isRequiredOfClient: boolean,
  request: ReceivedRequest,
  context: StepContext
): string | Refusal | undefined => {
  const isRequired = settings.dpop !== undefined && (settings.dpop.isRequired || isRequiredOfClient)
  const jkt = readProof(settings, request, context)
  return jkt === undefined && isRequired ? new Refusal("dpop-proof-missing") : jkt
}

/**
 * Adds the nonce for the next proof to a response, where proofs need one.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9449#section-8
 */
export const withNonce = (
  response: WireResponse,
  dpop: DpopSettings | undefined,
  { endpoint }: ReceivedRequest,
  now: number
): WireResponse => {
  const [nonce] = dpop?.nonceKey === undefined || !takesProofs(endpoint) ? [] : noncesAt(dpop.nonceKey, now)
  return nonce === undefined
    ? response
    : { ...response, headers: { ...response.headers, "dpop-nonce": nonce } }
}

const takesProofs = (endpoint: ReceivedRequest["endpoint"]): boolean =>
  ["pushedAuthorization", "resource", "token", "userinfo"].includes(endpoint)

// A nonce is good for five to ten minutes: that of now, and the one before.
const noncesAt = (key: string, now: number): ReadonlyArray<string> => {
  const period = Math.floor(now / 300_000)
  return [period, period - 1].map((each) => s256Challenge(`${key} ${each}`).slice(0, 22))
}

const keyOf = ({ claims, header }: DecodedJwt): JsonMembers | undefined => {
  const { alg, jwk, typ } = header
  const { htm, htu, iat, jti } = claims
  const isProof = typ === "dpop+jwt" && keyAlgorithms.includes(`${alg}`) && isMembers(jwk)
  if (!isProof || !isMembers(jwk) || privateMembers.some((name) => Object.hasOwn(jwk, name))) return undefined
  const isWhole = [htm, htu, jti].every((each) => typeof each === "string") && typeof iat === "number"
  return isWhole && thumbprintOf(jwk) !== undefined ? jwk : undefined
}

const privateMembers = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"]

// Without query and fragment, and as a URL is written (RFC 9449, 4.3).
const isSameUrl = (htu: string, url: string): boolean => {
  const [proven, sent] = [URL.parse(htu), URL.parse(url)]
  return (
    proven !== null &&
    sent !== null &&
    proven.search === "" &&
    proven.hash === "" &&
    proven.origin === sent.origin &&
    proven.pathname === sent.pathname
  )
}

const isRecent = (iat: unknown, { clientNow, now }: StepContext): boolean => {
  const age = (clientNow ?? now) / 1000 - Number(iat)
  return age <= maxAge && age >= -clockLeeway
}

const maxAge = 60

/**
 * Computes the SHA-256 thumbprint of a public key; `undefined` for what is none.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7638#section-3
 */
export const thumbprintOf = (jwk: JsonMembers): string | undefined => {
  const names = typeof jwk["kty"] === "string" ? requiredMembers.get(jwk["kty"]) : undefined
  if (names?.every((name) => typeof jwk[name] === "string") !== true) return undefined
  return s256Challenge(JSON.stringify(Object.fromEntries(names.map((name) => [name, jwk[name]]))))
}

// In lexicographic order (RFC 7638, 3.2; RFC 8037, 2).
const requiredMembers = new Map([
  ["EC", ["crv", "kty", "x", "y"]],
  ["OKP", ["crv", "kty", "x"]],
  ["RSA", ["e", "kty", "n"]]
])
