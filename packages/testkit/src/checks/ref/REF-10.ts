import { Effect } from "effect"
import { ordinaryScenario } from "../../arbitraries/scenario.ts"
import { property } from "../Check.ts"
import { Violated } from "../Finding.ts"
import { unlessWanted } from "../knownProvider.ts"
import { formOf } from "../tok/tokenRequest.ts"
import { refreshRequest, seeRefresh } from "./seenRefresh.ts"

/** A refresh sends no verifier, code or redirect URI, unless the provider is known to want it. */
export const check = property(
  "REF-10",
  ordinaryScenario,
  Effect.fnUntraced(function* (scenario, world) {
    const request = yield* refreshRequest(yield* seeRefresh(world, scenario, "linking"))
    const form = yield* formOf(request, "REF-1")
    for (const name of ["code_verifier", "code", "redirect_uri"]) {
      if (!form.has(name)) continue
      if (name === "redirect_uri") yield* unlessWanted(request.url, "redirectUriOnRefresh")
      return yield* new Violated({ message: `the refresh sent ${name}, which belongs to the exchange` })
    }
  })
)
