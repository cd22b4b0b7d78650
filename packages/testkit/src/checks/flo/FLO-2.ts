import { Effect } from "effect"
import { examination } from "../../engine/Check.ts"
import { type Finding, Inconclusive, Violated } from "../../engine/Finding.ts"
import { type PlayedStory, stories, type StoryName } from "../../engine/Story.ts"
import {
  endText,
  listOf,
  mayRestOn,
  playedStory,
  restsOn,
  violatedIn,
  wasGranted
} from "../../reading/configFlowRun.ts"
import type { SubjectGone } from "../../subject/Subject.ts"

/** Those in which an account is linked or changed. Re-authentication is FLO-4's. */
const names: ReadonlyArray<StoryName> = ["twice", "late", "twoCredentials", "reconfiguration"]

export const check = examination(
  "FLO-2",
  Effect.fnUntraced(function* (context) {
    const played = yield* Effect.forEach(names, (name) => playedStory(context, name, neverEnds(name)))
    for (const story of played) yield* expectNoError(story)
    const [opening] = played[0]?.chapters ?? []
    if (opening === undefined || opening.flow.end.kind === "entry" || wasGranted(opening)) {
      if (opening?.flow.end.kind !== "stuck") return
    }
    const unknown = restsOn(opening)
    return yield* new Inconclusive({
      message:
        unknown.length === 0
          ? `linking an account did not come to its end: ${endText(opening)}`
          : `linking an account did not come to its end: ${endText(opening)}, which depends on ${listOf(unknown)}`
    })
  })
)

const expectNoError = Effect.fnUntraced(function* (story: PlayedStory) {
  for (const played of story.chapters) {
    const { chapter, flow } = played
    if (flow.end.kind !== "raised" || (chapter.source !== "user" && !wasGranted(played))) continue
    const unknown = mayRestOn(played)
    if (unknown.length > 0)
      return yield* new Inconclusive({
        message: `${linking(chapter.source)}: ${endText(played)}; whether it does depends on ${listOf(unknown)}`
      })
    return yield* violatedIn(story, `${linking(chapter.source)}: ${endText(played)}`, flow.end.error.where)
  }
})

const linking = (source: string): string =>
  source === "reconfigure" ? "the flow to reconfigure the entry failed" : "the flow to link an account failed"

/** Takes it for a violation that a flow never ends, or ends its process. */
const neverEnds =
  (name: StoryName) =>
  ({ during, message }: SubjectGone): Finding =>
    during === "playFlow"
      ? new Violated({ message: `${storyText(name)}, the flow did not end: ${message}` })
      : new Inconclusive({ message: `${message} (see FLO-1)` })

const storyText = (name: StoryName): string =>
  stories[name].chapters.some(({ source }) => source === "reconfigure")
    ? "when the user reconfigured an entry"
    : "when the user linked an account"
