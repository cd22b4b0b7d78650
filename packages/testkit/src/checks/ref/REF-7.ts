import { Effect, Equal } from "effect"
import { memberOf } from "../../subject/members.ts"
import { property } from "../Check.ts"
import { Violated } from "../Finding.ts"
import { scenarioWithSparseAnswer } from "./refreshAnswers.ts"
import { refreshedToken, seeRefresh } from "./seenRefresh.ts"

/** REF-2 and REF-3 are about these. */
const judgedElsewhere = new Set(["refresh_token", "expires_in", "expires_at", "access_token"])

/** Members of the old token that the answer leaves out are kept. */
export const check = property(
  "REF-7",
  scenarioWithSparseAnswer,
  Effect.fnUntraced(function* (scenario, world) {
    const seen = yield* seeRefresh(world, scenario)
    const token = yield* refreshedToken(seen)
    for (const [name, value] of Object.entries(seen.token)) {
      if (judgedElsewhere.has(name) || name in scenario.refreshedToken) continue
      if (Equal.equals(memberOf(token, name), value)) continue
      return yield* new Violated({ message: `the refresh lost ${name}, which the answer left out` })
    }
  })
)
