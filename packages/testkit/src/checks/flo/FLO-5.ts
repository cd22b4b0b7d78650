import { Effect } from "effect"
import { examination } from "../../engine/Check.ts"
import { Violated } from "../../engine/Finding.ts"
import { playedStory, sessionUse } from "../../reading/configFlowRun.ts"

export const check = examination(
  "FLO-5",
  Effect.fnUntraced(function* (context) {
    const use = yield* sessionUse(context)
    const { loaded } = yield* playedStory(context, "twice")
    if (loaded.steps.includes("reauth")) return
    return yield* new Violated({
      message: `the flow has no async_step_reauth, while ${use} uses OAuth2Session: once the token is lost, the account must be removed and added again`,
      where: loaded.registered?.where ?? null
    })
  })
)
