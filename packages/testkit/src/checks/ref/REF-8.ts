import { Effect, Equal } from "effect"
import { ordinaryScenario } from "../../arbitraries/scenario.ts"
import { memberOf } from "../../subject/members.ts"
import { property } from "../Check.ts"
import { Violated } from "../Finding.ts"
import { part } from "../Observation.ts"
import { returned } from "../outcomes.ts"
import { seeRefresh } from "./seenRefresh.ts"

/** The token passed in is not changed. */
export const check = property(
  "REF-8",
  ordinaryScenario,
  Effect.fnUntraced(function* (scenario, world) {
    const seen = yield* seeRefresh(world, scenario, "linking")
    const after = yield* part(yield* returned(seen.outcome, "refresh"), "passedIn")
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
