import { Effect } from "effect"
import { ordinaryScenario } from "../../arbitraries/scenario.ts"
import { observation } from "../../engine/Check.ts"
import { Violated } from "../../engine/Finding.ts"
import { authorizationRequest } from "../../reading/authorizationRequest.ts"
import type { HostInput } from "../../subject/Protocol.ts"
import { redirectUriOf } from "../../subject/redirectUriOf.ts"

export const check = observation(
  "AUT-3",
  { arbitrary: ordinaryScenario },
  Effect.fnUntraced(function* (seen) {
    const sent = (yield* authorizationRequest(seen)).get("redirect_uri")
    const { host } = seen.scenario
    const expected = redirectUriOf(host)
    if (sent === expected || servedBy(host).some((uri) => uri === sent)) return
    return yield* new Violated({
      message:
        sent === null
          ? "the authorization URL has no redirect_uri"
          : `the authorization URL's redirect_uri is ${JSON.stringify(sent)} where the host's is ${JSON.stringify(expected)}`
    })
  })
)

/** Its own callback, which the host serves at each of its URLs; the state says which one was used. */
const servedBy = ({ externalUrl, frontendBase, internalUrl }: HostInput): ReadonlyArray<string> =>
  [frontendBase, externalUrl, internalUrl].flatMap((base) =>
    base === null ? [] : [`${base}/auth/external/callback`]
  )
