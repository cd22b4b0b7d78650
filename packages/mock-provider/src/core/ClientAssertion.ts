/** Clients that authenticate by a JWT, which they sign with a key of their own or with their secret. */
import type { Client, ClientAuthenticationMethod } from "./Client.ts"
import { jwtBearerGrant } from "./Client.ts"
import type { ProviderState } from "./ProviderState.ts"
import type { DecodedJwt, UnverifiedJwt } from "./ReceivedJwt.ts"
import { audienceOf, decodeJwt } from "./ReceivedJwt.ts"
import type { ReceivedRequest } from "./ReceivedRequest.ts"
import { Refusal } from "./Refusal.ts"
import type { RequestParameters } from "./RequestParameters.ts"
import type { StepContext } from "./Step.ts"

/**
 * Finds by which method a client assertion authenticates: with the client's secret, or with a key.
 *
 * @see https://openid.net/specs/openid-connect-core-1_0.html#ClientAuthentication
 */
export const methodOfAssertion = (parameters: RequestParameters): ClientAuthenticationMethod => {
  const assertion = decodeJwt(parameters.get("client_assertion") ?? "")
  return `${assertion?.header["alg"]}`.startsWith("HS") ? "client_secret_jwt" : "private_key_jwt"
}

/**
 * Checks that the parameters of a client assertion are such.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7523#section-2.2
 */
export const checkAssertionForm = (parameters: RequestParameters): Refusal | undefined => {
  const assertion = decodeJwt(parameters.get("client_assertion") ?? "")
  if (parameters.get("client_assertion_type") !== assertionType) return new Refusal("client-assertion-type")
  return typeof assertion?.claims["sub"] === "string" ? undefined : new Refusal("client-assertion-syntax")
}

/** Lists what a client assertion needs verified: that a key of its client, or the secret, has signed it. */
export const signerOfClient = (client: Client, { header }: DecodedJwt): UnverifiedJwt["signer"] =>
  `${header["alg"]}`.startsWith("HS") && client.clientSecret !== undefined
    ? { _tag: "Secret", secret: client.clientSecret }
    : { _tag: "Keys", keys: client.keys }

/**
 * Checks the assertion by which a client authenticates.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7523#section-3
 * @see https://openid.net/specs/openid-connect-core-1_0.html#ClientAuthentication
 */
export const checkClientAssertion = (
  { settings }: ProviderState,
  client: Client,
  { endpoint, parameters }: ReceivedRequest,
  context: StepContext
): Refusal | undefined => {
  const assertion = decodeJwt(parameters.get("client_assertion") ?? "")
  if (assertion === undefined) return new Refusal("client-assertion-syntax")
  const { iss, jti, sub } = assertion.claims
  if (iss !== client.clientId || sub !== client.clientId) return new Refusal("client-assertion-subject")
  if (context.signed?.has("client_assertion") !== true) return new Refusal("client-assertion-signature")
  const own = endpoint === "unknown" ? undefined : settings.urls[endpoint]
  const good = [settings.issuer, settings.urls.token, own]
  if (!audienceOf(assertion).some((each) => good.some((url) => url !== undefined && url === each))) {
    return new Refusal("client-assertion-audience")
  }
  if (!isInTime(assertion, context)) return new Refusal("client-assertion-time")
  const isFresh = typeof jti === "string" && context.replayed?.has("client_assertion") !== true
  return isFresh || settings.allow.reusedAssertion ? undefined : new Refusal("client-assertion-jti")
}

/**
 * Finds the client of a request that names none: with an assertion, it may be the issuer's.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7523#section-3.1
 */
export const clientOfAssertion = (
  { settings }: ProviderState,
  { parameters }: ReceivedRequest
): string | undefined => {
  if (parameters.get("grant_type") !== jwtBearerGrant) return undefined
  const issuer = decodeJwt(parameters.get("assertion") ?? "")?.claims["iss"]
  return settings.assertionIssuers.find((each) => each.issuer === issuer)?.clientId
}

/**
 * Says whether an assertion is good at the time: it says when it ends, which is to come, and it has begun. Clocks may be a
 * minute apart.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7523#section-3
 */
export const isInTime = ({ claims }: DecodedJwt, { clientNow, now }: StepContext): boolean => {
  const { exp, iat, nbf } = claims
  const time = (clientNow ?? now) / 1000
  const hasBegun = (from: unknown): boolean => from === undefined || Number(from) <= time + clockLeeway
  return typeof exp === "number" && exp > time && hasBegun(nbf) && hasBegun(iat)
}

/** How many seconds the clock of a client may be ahead. */
export const clockLeeway = 60

const assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
