/** One line on standard error that says what is being checked, where that is a terminal. */
import { Effect } from "effect"
import { printable } from "../reporters/text.ts"
import type { RunEvent } from "../runner/RunEvent.ts"

const clearLine = "\r\u001b[2K"

/**
 * Makes a listener that keeps the line up to date. It clears the line before anything else is printed, and does
 * nothing where standard error is no terminal.
 */
export const makeProgress = (): ((event: RunEvent) => Effect.Effect<void>) => {
  if (!process.stderr.isTTY) return () => Effect.void
  let subjects = 0
  let requirements = 0
  let subject = 0
  let requirement = 0
  const show = (text: string) => Effect.sync(() => void process.stderr.write(clearLine + printable(text)))
  return (event) => {
    switch (event._tag) {
      case "RunStarted":
        subjects = event.subjects.length
        requirements = event.requirements
        return Effect.void
      case "SubjectStarted":
        subject++
        requirement = 0
        return show(`[${subject}/${subjects}] ${event.subject.path}: loading`)
      case "RequirementStarted":
        requirement++
        return show(
          `[${subject}/${subjects}] ${event.subject.path}: ${event.id} (${requirement}/${requirements})`
        )
      default:
        return show("")
    }
  }
}
