import { Effect } from "effect"
import { ordinaryScenario } from "../../arbitraries/scenario.ts"
import { property } from "../../engine/Check.ts"
import { Violated } from "../../engine/Finding.ts"
import { unlessWanted } from "../../reading/knownProvider.ts"
import { refreshRequest, seeRefresh } from "../../reading/refresh.ts"
import { formOf } from "../../reading/tokenRequest.ts"

export const check = property(
  "REF-10",
  ordinaryScenario,
  Effect.fnUntraced(function* (scenario, context) {
    const request = yield* refreshRequest(yield* seeRefresh(context, scenario, "linking"))
    const form = yield* formOf(request, "REF-1")
    for (const name of ["code_verifier", "code", "redirect_uri"]) {
      if (!form.has(name)) continue
      if (name === "redirect_uri") yield* unlessWanted(request.url, "redirectUriOnRefresh")
      return yield* new Violated({ message: `the refresh sent ${name}, which belongs to the exchange` })
    }
  })
)
