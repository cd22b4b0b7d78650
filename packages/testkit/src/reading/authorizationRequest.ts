/** The authorization request of a linking, as the checks of its parameters see it. */
import { Effect } from "effect"
import { NotApplicable } from "../engine/Finding.ts"
import type { Observation } from "../engine/Observation.ts"
import { redirectUriOf } from "../subject/redirectUriOf.ts"

/**
 * The parameters of the authorization request. Inconclusive where no URL was made, or where it does not lead to a
 * provider at all: AUT-1 says so, and there is no request whose parameters could be judged.
 */
export const authorizationRequest = Effect.fnUntraced(function* (seen: Observation) {
  const url = yield* seen.authorizationUrl
  if (leadsBack(url, seen)) {
    return yield* new NotApplicable({
      message: "the authorization URL does not lead to the provider (see AUT-1)"
    })
  }
  return url.searchParams
})

/**
 * Whether a URL is the host's own redirect URI: the user is sent straight back, and nobody asks for consent.
 */
export const leadsBack = (url: URL, { scenario: { host } }: Observation): boolean =>
  addressOf(url) === addressOf(new URL(redirectUriOf(host)))

/** Scheme, host and path of a URL, percent-encoding undone: two that are equal lead to the same endpoint. */
export const addressOf = (url: URL): string => {
  const path = url.pathname.replaceAll(/%[0-9a-f]{2}/gi, (escape) =>
    String.fromCharCode(Number.parseInt(escape.slice(1), 16))
  )
  return `${url.protocol}//${url.host}${path}`
}
