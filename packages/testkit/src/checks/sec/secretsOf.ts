/** The secrets of one linking. */
import type { Observation } from "../Observation.ts"
import { verifierOf } from "../aut/verifierOf.ts"

/**
 * A secret and what it is, such as `the client secret`.
 *
 * @category models
 * @since 0.1.0
 */
export interface Secret {
  readonly what: string
  readonly value: string
}

/**
 * Everything in a linking that nobody but the provider's token endpoint may see.
 *
 * @category secrets
 * @since 0.1.0
 */
export const secretsOf = (seen: Observation): ReadonlyArray<Secret> => {
  const { code, credential, refreshedToken, token } = seen.scenario
  const verifier = (seen.requests.exchange ?? []).map(verifierOf).find((found) => found !== null)
  return [
    { what: "the client secret", value: credential.clientSecret },
    { what: "the authorization code", value: code },
    ...(verifier === undefined ? [] : [{ what: "the PKCE verifier", value: verifier }]),
    ...tokensOf("an access token", [token["access_token"], refreshedToken["access_token"]]),
    ...tokensOf("a refresh token", [token["refresh_token"], refreshedToken["refresh_token"]])
  ]
}

const tokensOf = (what: string, values: ReadonlyArray<unknown>): ReadonlyArray<Secret> =>
  values.flatMap((value) => (typeof value === "string" ? [{ what, value }] : []))
