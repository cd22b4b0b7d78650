import { Effect } from "effect"
import { scenarioWithAnyGrants } from "../../arbitraries/scenario.ts"
import { observation } from "../../engine/Check.ts"
import { Violated } from "../../engine/Finding.ts"
import { codeForm } from "../../reading/tokenRequest.ts"

export const check = observation(
  "TOK-2",
  { arbitrary: scenarioWithAnyGrants },
  Effect.fnUntraced(function* (seen) {
    const form = yield* codeForm(seen)
    const [grantType, ...otherTypes] = form.getAll("grant_type")
    if (grantType === undefined) return yield* new Violated({ message: "the exchange sent no grant_type" })
    if (grantType !== "authorization_code" || otherTypes.length > 0) {
      return yield* new Violated({
        message: `the exchange sent grant_type=${[grantType, ...otherTypes].join(" and ")}, not authorization_code`
      })
    }
    const [code, ...otherCodes] = form.getAll("code")
    if (code === undefined) return yield* new Violated({ message: "the exchange sent no code" })
    if (otherCodes.length > 0) return yield* new Violated({ message: "the exchange sent more than one code" })
    if (code !== seen.scenario.code) {
      return yield* new Violated({ message: "the exchange sent a code that is not the callback's" })
    }
  })
)
