import { Effect } from "effect"
import { ordinaryScenario } from "../../arbitraries/scenario.ts"
import { observation } from "../../engine/Check.ts"
import { Inconclusive, Violated } from "../../engine/Finding.ts"
import { codeForm } from "../../reading/tokenRequest.ts"

export const check = observation(
  "TOK-3",
  { arbitrary: ordinaryScenario },
  Effect.fnUntraced(function* (seen) {
    const form = yield* codeForm(seen)
    const url = yield* seen.authorizationUrl
    const asked = url.searchParams.get("redirect_uri")
    if (asked === null) {
      return yield* new Inconclusive({ message: "the authorization URL has no redirect_uri (see AUT-3)" })
    }
    const sent = form.getAll("redirect_uri")
    if (sent.length === 1 && sent[0] === asked) return
    return yield* new Violated({
      message:
        sent.length === 0
          ? "the exchange sent no redirect_uri, though the authorization request did"
          : "the exchange sent another redirect_uri than the authorization request"
    })
  })
)
