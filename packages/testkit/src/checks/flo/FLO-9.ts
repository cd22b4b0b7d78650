import { Effect } from "effect"
import { examination } from "../../engine/Check.ts"
import { Inconclusive, Violated } from "../../engine/Finding.ts"
import {
  folderWithFlow,
  isUnknown,
  playedStory,
  reasonsIn,
  storiesToSee
} from "../../reading/configFlowRun.ts"
import { referenceFile, referencePath } from "../../reading/descriptions.ts"
import type { Moment } from "../../subject/Flow.ts"
import type { Json } from "../../subject/Protocol.ts"
import { isMembers, memberOf } from "../../subject/members.ts"

export const check = examination(
  "FLO-9",
  Effect.fnUntraced(function* (context) {
    const folder = yield* folderWithFlow(context)
    const shown = new Set<string>()
    const reasons = new Set<string>()
    for (const name of storiesToSee(folder)) {
      const story = yield* playedStory(context, name)
      for (const { answered } of story.chapters.flatMap(({ flow }) => flow.moments)) {
        const step = stepShown(answered)
        if (step !== null) shown.add(step)
      }
      for (const reason of reasonsIn(story)) reasons.add(reason)
    }
    const file = referenceFile(folder)
    const config = memberOf(file?.content, "config")
    const missing = [
      ...[...shown]
        .filter((step) => !hasWords(memberOf(memberOf(config, "step"), step)))
        .map((step) => `the step ${step}`),
      ...[...reasons]
        .filter((reason) => !hasWords(memberOf(memberOf(config, "abort"), reason)))
        .map((reason) => `the abort ${reason}`)
    ].toSorted()
    if (missing.length === 0) return
    if ([...shown, ...reasons].some(isUnknown))
      return yield* new Inconclusive({ message: "a step's or a reason's name is not known" })
    const path = file?.path ?? referencePath(folder)
    return yield* new Violated({
      message:
        file === null
          ? `there is no ${path} with words for ${missing.join(", ")}`
          : `${path} has no words for ${missing.join(", ")}`,
      ...(file === null ? {} : { where: `${path}#/config` })
    })
  })
)

/** The step that people see, or null: an external step needs no words. */
const stepShown = ({ step_id: step, type }: Moment["answered"]): string | null =>
  ["form", "menu", "progress"].includes(type) && typeof step === "string" ? step : null

const hasWords = (value: Json | undefined): boolean =>
  typeof value === "string" ? value !== "" : isMembers(value) && Object.values(value).some(hasWords)
