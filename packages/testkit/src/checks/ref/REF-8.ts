import { Effect, Equal } from "effect"
import { expiredTokenOf, ordinaryScenario, refreshAnswerOf } from "../../arbitraries/scenario.ts"
import { property } from "../../engine/Check.ts"
import { Violated } from "../../engine/Finding.ts"
import { part } from "../../engine/Observation.ts"
import { returnedBy } from "../../engine/outcomes.ts"
import { seeRefreshOf } from "../../reading/refresh.ts"
import { memberOf } from "../../subject/members.ts"

export const check = property(
  "REF-8",
  ordinaryScenario,
  Effect.fnUntraced(function* (scenario, context) {
    // Long expired, so that an expiry that is counted anew in it is another.
    const token = expiredTokenOf(scenario)
    const seen = yield* seeRefreshOf(context, scenario, token, refreshAnswerOf(scenario))
    const after = yield* part(yield* returnedBy(seen.made, seen.outcome, "refresh"), "passedIn")
    const before = seen.token
    const names = new Set([...Object.keys(before), ...(after === null ? [] : Object.keys(after))])
    for (const name of names) {
      const value = memberOf(after, name)
      if (Equal.equals(value, before[name])) continue
      const change = value === undefined ? "removed" : before[name] === undefined ? "added" : "changed"
      return yield* new Violated({ message: `the refresh ${change} ${name} in the token that it was given` })
    }
  })
)
