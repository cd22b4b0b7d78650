/** One line on standard error that says what is being checked and how long it still takes, where that is a terminal. */
import { Clock, Effect } from "effect"
import { printable } from "../reporters/text.ts"
import type { RunEvent } from "../runner/RunEvent.ts"

const clearLine = "\r\u001b[2K"

/** Where the line goes, and whether there it can be cleared. */
export type ProgressStream = Pick<NodeJS.WriteStream, "isTTY" | "write">

/**
 * Makes a listener that keeps the line up to date. It clears the line before anything else is printed, and does
 * nothing where the stream, which is standard error, is no terminal.
 */
export const makeProgress = (
  stream: ProgressStream = process.stderr
): ((event: RunEvent) => Effect.Effect<void>) => {
  if (!stream.isTTY) return () => Effect.void
  const at = { subjects: 0, requirements: 0, subject: 0, requirement: 0, began: 0 }
  const show = (text: string) => Effect.sync(() => void stream.write(clearLine + printable(text)))
  return Effect.fnUntraced(function* (event) {
    const now = yield* Clock.currentTimeMillis
    switch (event._tag) {
      case "RunStarted":
        Object.assign(at, { subjects: event.subjects.length, requirements: event.requirements, began: now })
        return
      case "SubjectStarted":
        at.subject++
        at.requirement = 0
        return yield* show(`[${at.subject}/${at.subjects}] ${event.subject.path}: loading`)
      case "RequirementStarted": {
        at.requirement++
        const done = (at.subject - 1) * at.requirements + at.requirement - 1
        const left = leftText(now - at.began, done / (at.subjects * at.requirements))
        return yield* show(
          `[${at.subject}/${at.subjects}] ${event.subject.path}: ${event.id} (${at.requirement}/${at.requirements})${left}`
        )
      }
      default:
        return yield* show("")
    }
  })
}

/** From when on the time left can be estimated, in milliseconds. */
const early = 1_000

/** The time left, if it continues at this pace. */
const leftText = (elapsedMillis: number, share: number): string => {
  if (elapsedMillis < early || share <= 0) return ""
  const seconds = Math.ceil((elapsedMillis * (1 - share)) / share / 1000)
  return seconds < 90 ? `, about ${seconds} s left` : `, about ${Math.ceil(seconds / 60)} min left`
}
