import { Effect, Equal } from "effect"
import { observation } from "../Check.ts"
import { Violated } from "../Finding.ts"
import { memberOf } from "../outcomes.ts"
import { scenarioWithSparseAnswer } from "./refreshAnswers.ts"
import { refreshedToken } from "./refreshed.ts"

/** REF-2 and REF-3 are about these. */
const judgedElsewhere = new Set(["refresh_token", "expires_in", "expires_at", "access_token"])

/** Members of the old token that the answer leaves out are kept. */
export const check = observation(
  "REF-7",
  { arbitrary: scenarioWithSparseAnswer, extent: "refresh" },
  Effect.fnUntraced(function* (seen) {
    const token = yield* refreshedToken({ outcome: seen.outcomes.refresh, requests: seen.requests.refresh })
    for (const [name, value] of Object.entries(seen.storedToken)) {
      if (judgedElsewhere.has(name) || name in seen.scenario.refreshedToken) continue
      if (Equal.equals(memberOf(token, name), value)) continue
      return yield* new Violated({ message: `the refresh lost ${name}, which the answer left out` })
    }
  })
)
