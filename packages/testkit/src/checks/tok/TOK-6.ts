import { Effect } from "effect"
import { ordinaryScenario } from "../../arbitraries/scenario.ts"
import { observation } from "../../engine/Check.ts"
import { Inconclusive, NotApplicable, Violated } from "../../engine/Finding.ts"
import { s256Challenge } from "../../reading/pkce.ts"
import { codeForm } from "../../reading/tokenRequest.ts"

export const check = observation(
  "TOK-6",
  { arbitrary: ordinaryScenario },
  Effect.fnUntraced(function* (seen) {
    const form = yield* codeForm(seen)
    const { searchParams } = yield* seen.authorizationUrl
    const challenge = searchParams.get("code_challenge")
    const [verifier, ...others] = form.getAll("code_verifier")
    if (challenge === null) {
      return yield* verifier === undefined
        ? new NotApplicable({ message: "the module does not use PKCE" })
        : new Inconclusive({ message: "no challenge was made of the verifier that it sends (see AUT-7)" })
    }
    if (verifier === undefined) {
      return yield* new Violated({ message: "the exchange sent no verifier, though a challenge was made" })
    }
    if (others.length > 0) {
      return yield* new Violated({ message: "the exchange sent more than one verifier" })
    }
    // A challenge that is the verifier itself is `plain`, which AUT-7 judges.
    if (challenge !== s256Challenge(verifier) && challenge !== verifier) {
      return yield* new Violated({
        message: "the exchange sent a verifier that does not belong to this flow's challenge"
      })
    }
  })
)
