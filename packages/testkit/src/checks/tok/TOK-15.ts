import { Effect } from "effect"
import { scenarioWithExchangeAnswer } from "../../arbitraries/scenario.ts"
import { elsewhere, redirection } from "../../arbitraries/tokenFailure.ts"
import { observation } from "../../engine/Check.ts"
import { Violated } from "../../engine/Finding.ts"
import { basicPair } from "../../reading/clientAuthentication.ts"
import { verifierOf } from "../../reading/pkce.ts"
import { carries, exchangeRequests } from "../../reading/tokenRequest.ts"
import type { WireRequest } from "../../subject/Protocol.ts"

export const check = observation(
  "TOK-15",
  { arbitrary: scenarioWithExchangeAnswer(redirection), extent: "exchange" },
  Effect.fnUntraced(function* (seen) {
    const [first, ...rest] = yield* exchangeRequests(seen)
    const verifier = verifierOf(first)
    const { clientSecret } = seen.scenario.credential
    for (const request of rest.filter(isElsewhere)) {
      const taken = [
        ...(carries(clientSecret)(request) || isInHeaders(clientSecret, request)
          ? ["the client secret"]
          : []),
        ...(carries(seen.scenario.code)(request) ? ["the code"] : []),
        ...(verifier !== null && carries(verifier)(request) ? ["the verifier"] : [])
      ]
      if (taken.length > 0) {
        return yield* new Violated({
          message: `the exchange followed a redirect to another origin with ${taken.join(", ")}`
        })
      }
    }
  })
)

const isElsewhere = ({ url }: WireRequest): boolean => URL.parse(url)?.origin === elsewhere

const isInHeaders = (secret: string, request: WireRequest): boolean =>
  basicPair(request)?.clientSecret === secret ||
  Object.values(request.headers).some((value) => value.includes(secret))
