import { Effect } from "effect"
import { observation } from "../Check.ts"
import { Violated } from "../Finding.ts"
import { memberOf } from "../outcomes.ts"
import { scenarioWithSparseAnswer } from "./refreshAnswers.ts"
import { refreshedToken } from "./refreshed.ts"

/** A new refresh token replaces the old one; where none comes, the old one is kept. */
export const check = observation(
  "REF-2",
  { arbitrary: scenarioWithSparseAnswer, extent: "refresh" },
  Effect.fnUntraced(function* (seen) {
    const token = yield* refreshedToken({ outcome: seen.outcomes.refresh, requests: seen.requests.refresh })
    const old = seen.storedToken["refresh_token"]
    const given = seen.scenario.refreshedToken["refresh_token"]
    const kept = memberOf(token, "refresh_token")
    if (kept === (given ?? old)) return
    if (given === undefined) {
      return yield* new Violated({ message: "the refresh lost the refresh token where no new one came" })
    }
    return yield* new Violated({
      message:
        kept === old
          ? "the refresh kept the old refresh token where a new one came"
          : "the refresh lost the new refresh token"
    })
  })
)
