import { Effect } from "effect"
import { memberOf } from "../../subject/members.ts"
import { property } from "../Check.ts"
import { Violated } from "../Finding.ts"
import { scenarioWithSparseAnswer } from "./refreshAnswers.ts"
import { refreshedToken, seeRefresh } from "./seenRefresh.ts"

/** A new refresh token replaces the old one; where none comes, the old one is kept. */
export const check = property(
  "REF-2",
  scenarioWithSparseAnswer,
  Effect.fnUntraced(function* (scenario, world) {
    const seen = yield* seeRefresh(world, scenario)
    const token = yield* refreshedToken(seen)
    const old = seen.token["refresh_token"]
    const given = scenario.refreshedToken["refresh_token"]
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
