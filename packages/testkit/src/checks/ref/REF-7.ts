import { Effect, Equal } from "effect"
import { scenarioWithSparseRefresh } from "../../arbitraries/scenario.ts"
import { property } from "../../engine/Check.ts"
import { Violated } from "../../engine/Finding.ts"
import { refreshedToken, seeRefresh } from "../../reading/refresh.ts"
import { memberOf } from "../../subject/members.ts"

/** REF-2 and REF-3 are about these. */
const judgedElsewhere = new Set(["refresh_token", "expires_in", "expires_at", "access_token"])

export const check = property(
  "REF-7",
  scenarioWithSparseRefresh,
  Effect.fnUntraced(function* (scenario, context) {
    const seen = yield* seeRefresh(context, scenario)
    const token = yield* refreshedToken(seen)
    for (const [name, value] of Object.entries(seen.token)) {
      if (judgedElsewhere.has(name) || name in scenario.refreshedToken) continue
      if (Equal.equals(memberOf(token, name), value)) continue
      return yield* new Violated({ message: `the refresh lost ${name}, which the answer left out` })
    }
  })
)
