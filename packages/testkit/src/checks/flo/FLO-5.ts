import { Effect } from "effect"
import { examination } from "../../engine/Check.ts"
import { NotApplicable, Violated } from "../../engine/Finding.ts"
import { folderWithFlow, playedStory, sessionUses } from "../../reading/configFlowRun.ts"

export const check = examination(
  "FLO-5",
  Effect.fnUntraced(function* (context) {
    const folder = yield* folderWithFlow(context)
    const [use] = sessionUses(folder)
    if (use === undefined)
      return yield* new NotApplicable({ message: "the integration does not use OAuth2Session" })
    const { loaded } = yield* playedStory(context, "twice")
    if (loaded.steps.includes("reauth")) return
    return yield* new Violated({
      message: `the flow has no async_step_reauth, while ${use} uses OAuth2Session: once the token is lost, the account must be removed and added again`,
      where: loaded.registered?.where ?? null
    })
  })
)
