import { Effect } from "effect"
import { examination } from "../../engine/Check.ts"
import { Inconclusive, NotApplicable } from "../../engine/Finding.ts"
import type { PlayedStory } from "../../engine/Story.ts"
import { firstEntry, listOf, playedStory, restsOn, violatedIn } from "../../reading/configFlowRun.ts"
import type { Json } from "../../subject/Protocol.ts"

export const check = examination(
  "FLO-6",
  Effect.fnUntraced(function* (context) {
    const story = yield* playedStory(context, "reauthenticationAsAnother")
    if (!story.loaded.steps.includes("reauth"))
      return yield* new NotApplicable({ message: "the flow has no re-authentication (see FLO-5)" })
    const { entry, opening } = yield* firstEntry(story)
    const other = yield* firstEntry(yield* playedStory(context, "another"))
    if (entry.uniqueId === null || entry.uniqueId === other.entry.uniqueId)
      return yield* new NotApplicable({ message: "two accounts do not have different unique ids" })
    const again = story.chapters[1]
    if (again === undefined) return yield* new Inconclusive({ message: "re-authentication was not played" })
    if (again.flow.authorizations.length === 0)
      return yield* new NotApplicable({ message: "re-authentication sends no user to the provider" })
    const { entries } = again.flow
    const after = entries.find(({ id }) => id === entry.id)
    const isSame = JSON.stringify(after) === JSON.stringify(entry)
    if (isSame && entries.length === opening.flow.entries.length) return
    const unknown = [...restsOn(again), ...doubtful(entry.uniqueId, story)]
    const message =
      entries.length > opening.flow.entries.length
        ? "re-authentication with another account makes an entry for it"
        : after === undefined
          ? "re-authentication with another account replaces the entry by one for the other account"
          : "re-authentication with another account puts its token into the entry"
    if (unknown.length > 0)
      return yield* new Inconclusive({ message: `${message}; whether it does depends on ${listOf(unknown)}` })
    return yield* violatedIn(story, message)
  })
)

/** A unique id that is an unknown value need not be the account's: a device may be chosen, or the first of a list. */
const doubtful = (uniqueId: Json, { chapters }: PlayedStory): ReadonlyArray<string> => {
  const origins: { readonly [mark: string]: string } = Object.assign(
    {},
    ...chapters.map(({ trace }) => trace.unknown ?? {})
  )
  const text = typeof uniqueId === "string" ? uniqueId : ""
  return [...text.matchAll(/standin(\d+)x/gi)].flatMap(([, number = ""]) => {
    const origin = origins[number] ?? ""
    return /mail|user|account|profile|person|\bme\b|sub\b|owner|login/i.test(origin) ? [] : [origin]
  })
}
