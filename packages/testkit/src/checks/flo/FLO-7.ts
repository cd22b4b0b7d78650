import { Effect } from "effect"
import { examination } from "../../engine/Check.ts"
import { Inconclusive } from "../../engine/Finding.ts"
import { endText, firstEntry, listOf, playedStory, restsOn, violatedIn } from "../../reading/configFlowRun.ts"

export const check = examination(
  "FLO-7",
  Effect.fnUntraced(function* (context) {
    const story = yield* playedStory(context, "twice")
    const { entry, opening } = yield* firstEntry(story)
    const again = story.chapters[1]
    if (again === undefined) return yield* new Inconclusive({ message: "the account was not linked again" })
    const { end, entries } = again.flow
    const told = end.kind === "entry" ? end.told : null
    const isSecond = entries.length > opening.flow.entries.length
    const isReplaced = !entries.some(({ id }) => id === entry.id)
    if (told !== null)
      return yield* violatedIn(
        story,
        `linking the same account again, the flow swallows the AbortFlow of ${told} and makes an entry`
      )
    if (isSecond) {
      const unknown = restsOn(again)
      const message = "linking the same account again makes a second entry"
      if (unknown.length > 0)
        return yield* new Inconclusive({
          message: `${message}; whether it does depends on ${listOf(unknown)}`
        })
      return yield* violatedIn(story, message)
    }
    if (end.kind === "raised" && !isReplaced)
      return yield* new Inconclusive({ message: `the account could not be linked again: ${endText(again)}` })
  })
)
