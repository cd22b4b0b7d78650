import { Effect } from "effect"
import { ordinaryScenario } from "../../arbitraries/scenario.ts"
import { observation } from "../Check.ts"
import { Violated } from "../Finding.ts"
import { wants } from "../tok/knownProviders.ts"
import { refreshForm, refreshRequest } from "../tok/tokenRequest.ts"

/** A refresh sends no verifier, code or redirect URI, unless the provider is known to want it. */
export const check = observation(
  "REF-10",
  { arbitrary: ordinaryScenario },
  Effect.fnUntraced(function* (seen) {
    const form = yield* refreshForm(seen)
    const request = yield* refreshRequest(seen)
    for (const name of ["code_verifier", "code", "redirect_uri"]) {
      if (!form.has(name)) continue
      if (name === "redirect_uri" && wants(request, "redirectUriOnRefresh")) continue
      return yield* new Violated({ message: `the refresh sent ${name}, which belongs to the exchange` })
    }
  })
)
