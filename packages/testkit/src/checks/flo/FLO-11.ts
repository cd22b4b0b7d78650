import { Effect } from "effect"
import { examination } from "../../engine/Check.ts"
import { Inconclusive, NotApplicable } from "../../engine/Finding.ts"
import type { PlayedSetUp, StoryName } from "../../engine/Story.ts"
import { firstEntry, listOf, playedStory, sessionUse, violatedIn } from "../../reading/configFlowRun.ts"

/** What the provider answers to a refresh in a set-up, in words. */
const cases: ReadonlyArray<readonly [name: StoryName, answer: string, isRefused: boolean]> = [
  ["setUpRefused", "the token is refused (400 invalid_grant)", true],
  ["setUpUnavailable", "the provider is down (503)", false],
  ["setUpUnreachable", "the provider cannot be reached", false]
]

export const check = examination(
  "FLO-11",
  Effect.fnUntraced(function* (context) {
    yield* sessionUse(context)
    for (const [name, answer, isRefused] of cases) {
      const story = yield* playedStory(context, name)
      yield* firstEntry(story)
      const { setUp } = story
      if (setUp === null) continue
      if (setUp.tokenRequests === 0) return yield* notReached(setUp)
      const fault = faultOf(setUp, isRefused)
      if (fault === null) continue
      const message = `where ${answer}, the set-up ${fault}`
      const { standIns } = setUp.trace
      if (standIns.length > 0)
        return yield* new Inconclusive({
          message: `${message}; whether it does depends on ${listOf(standIns)}`
        })
      return yield* violatedIn(story, message, setUp.result.error?.where ?? "__init__.py")
    }
  })
)

/** A set-up that asks for no token, or does not come that far. */
const notReached = ({ result, trace }: PlayedSetUp) => {
  if (result.ended === "returned")
    return new NotApplicable({ message: "the set-up does not refresh a token that has expired" })
  const because =
    result.error === null ? "" : `: ${result.error.type.split(".").at(-1)}: ${result.error.message}`
  const unknown = trace.standIns.length === 0 ? "" : `, which depends on ${listOf(trace.standIns)}`
  return new Inconclusive({ message: `the set-up ends before it asks for a token${because}${unknown}` })
}

const faultOf = ({ result }: PlayedSetUp, isRefused: boolean): string | null => {
  if (result.ended === "returned") {
    if (result.value === false)
      return "returns False in place of the host's error: it is not tried again, and asks nobody"
    return isRefused && !result.asksAgain
      ? "swallows the error, and asks nobody to link the account again"
      : null
  }
  const kind = result.error?.kind
  if (isRefused)
    return kind === "transient" && !result.asksAgain
      ? "is tried again and again in place of asking the user to link the account again"
      : null
  return kind === "reauthentication" || result.asksAgain
    ? "asks the user to link the account again, while it would do to try again later"
    : null
}
