import { Effect } from "effect"
import { ordinaryScenario } from "../../arbitraries/scenario.ts"
import { observation } from "../../engine/Check.ts"
import { Inconclusive, NotApplicable, Violated } from "../../engine/Finding.ts"
import type { Observation } from "../../engine/Observation.ts"
import { authorizationRequest } from "../../reading/authorizationRequest.ts"
import { s256Challenge } from "../../reading/pkce.ts"
import { verifierOf } from "../../reading/pkce.ts"

export const check = observation(
  "AUT-7",
  { arbitrary: ordinaryScenario },
  Effect.fnUntraced(function* (seen) {
    const parameters = yield* authorizationRequest(seen)
    const challenge = parameters.get("code_challenge")
    const method = parameters.get("code_challenge_method")
    if (challenge === null) return yield* withoutChallenge(seen, method)
    if (method === null) {
      return yield* new Violated({
        message: "the code_challenge has no code_challenge_method, which means plain"
      })
    }
    if (method !== "S256") {
      return yield* new Violated({
        message: `the code_challenge_method is ${JSON.stringify(method)} instead of "S256"`
      })
    }
    if (!/^[A-Za-z0-9_-]{43}$/.test(challenge)) {
      return yield* new Violated({
        message: "the code_challenge is not the 43 characters of an S256 challenge"
      })
    }
    const verifier = (yield* seen.exchangeRequests).map(verifierOf).find((found) => found !== null)
    if (verifier === undefined) {
      return yield* new Inconclusive({ message: "the exchange sends no code_verifier (see TOK-6)" })
    }
    if (s256Challenge(verifier) === challenge) return
    return yield* new Violated({
      message: "the code_challenge is not the S256 challenge of the code_verifier sent later"
    })
  })
)

const withoutChallenge = Effect.fnUntraced(function* (seen: Observation, method: string | null) {
  if (method !== null) {
    return yield* new Violated({
      message: "the authorization URL has a code_challenge_method and no code_challenge"
    })
  }
  if ((seen.requests.exchange ?? []).some((request) => verifierOf(request) !== null)) {
    return yield* new Violated({
      message:
        "the exchange sends a code_verifier, and the authorization URL had no code_challenge: PKCE got lost on the way"
    })
  }
  return yield* new NotApplicable({ message: "it does not use PKCE" })
})
