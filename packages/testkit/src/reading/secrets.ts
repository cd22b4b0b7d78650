/** The secrets of a linking, and whether the module wrote one of them somewhere. */
import { Effect } from "effect"
import { Inconclusive } from "../engine/Finding.ts"
import type { Observation } from "../engine/Observation.ts"
import { verifierOf } from "./pkce.ts"
import { reveals } from "./reveals.ts"

/**
 * The first secret of a linking that a text holds, or null. Inconclusive where the module puts that secret in a request's
 * URL: HTTP clients name the URL in their logs and errors, so that one cause would be reported twice.
 */
export const findSecret = Effect.fnUntraced(function* (
  text: string,
  seen: Observation
): Effect.fn.Return<Secret | null, Inconclusive> {
  const found = secretsOf(seen).find(({ value }) => reveals(text, value))
  if (found === undefined) return null
  if (!seen.allRequests.some(({ url }) => reveals(url, found.value))) return found
  return yield* new Inconclusive({ message: `${found.what} is in the URL of a request (see TOK-4)` })
})

/** A secret and what it is, such as `the client secret`. */
export interface Secret {
  readonly what: string
  readonly value: string
}

/** Everything in a linking that nobody but the provider's token endpoint may see. */
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
