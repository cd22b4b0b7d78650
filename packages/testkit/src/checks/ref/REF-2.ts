import { Effect } from "effect"
import { scenarioWithSparseRefresh } from "../../arbitraries/scenario.ts"
import { property } from "../../engine/Check.ts"
import { Violated } from "../../engine/Finding.ts"
import { refreshedToken, seeRefresh } from "../../reading/refresh.ts"
import { memberOf } from "../../subject/members.ts"

export const check = property(
  "REF-2",
  scenarioWithSparseRefresh,
  Effect.fnUntraced(function* (scenario, context) {
    const seen = yield* seeRefresh(context, scenario)
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
