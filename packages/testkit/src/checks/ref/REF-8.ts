import { Effect, Equal } from "effect"
import { ordinaryScenario } from "../../arbitraries/scenario.ts"
import { observation } from "../Check.ts"
import { Violated } from "../Finding.ts"
import { part } from "../Observation.ts"
import { memberOf } from "../outcomes.ts"

/** The token passed in is not changed. */
export const check = observation(
  "REF-8",
  { arbitrary: ordinaryScenario },
  Effect.fnUntraced(function* (seen) {
    const after = yield* part(yield* seen.refreshed, "passedIn")
    const before = seen.storedToken
    const names = new Set([...Object.keys(before), ...(after === null ? [] : Object.keys(after))])
    for (const name of names) {
      const value = memberOf(after, name)
      if (Equal.equals(value, before[name])) continue
      const change = value === undefined ? "removed" : before[name] === undefined ? "added" : "changed"
      return yield* new Violated({ message: `the refresh ${change} ${name} in the token that it was given` })
    }
  })
)
