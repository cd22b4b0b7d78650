import { Effect } from "effect"
import { examination } from "../../engine/Check.ts"
import { Inconclusive } from "../../engine/Finding.ts"
import { firstEntry, listOf, playedStory, sessionUse, violatedIn } from "../../reading/configFlowRun.ts"
import { memberOf } from "../../subject/members.ts"

export const check = examination(
  "FLO-3",
  Effect.fnUntraced(function* (context) {
    yield* sessionUse(context)
    const { entry, opening } = yield* firstEntry(yield* playedStory(context, "twice"))
    const { implementations } = opening.flow
    const key = memberOf(entry.data, "auth_implementation")
    const resolves = typeof key === "string" && implementations !== null && implementations.includes(key)
    const accessToken = memberOf(memberOf(entry.data, "token"), "access_token")
    const isExchanged = opening.tokens.some((token) => token.accessToken === accessToken)
    if (isExchanged && resolves) return
    if (implementations === null && isExchanged)
      return yield* new Inconclusive({ message: "the implementations could not be had after the flow" })
    const story = yield* playedStory(context, "setUp")
    const { result, trace } = story.setUp ?? {}
    const lacks = isExchanged
      ? `an auth_implementation that is one of the host's (it is ${JSON.stringify(key ?? null)})`
      : "the token that was exchanged"
    if (result?.ended === "returned" && result.value === true) return
    const failure = result?.error
    const isFault =
      failure != null &&
      /(?:^|\.)(?:KeyError|UnknownImplementationError|ValueError|TypeError)$/.test(failure.type) &&
      /token|[Ii]mplementation/.test(`${failure.message} ${failure.type}`)
    const unknown = [...(trace?.standIns ?? [])]
    const message = `the entry does not hold ${lacks}`
    if (isFault && unknown.length === 0)
      return yield* violatedIn(
        story,
        `${message}, and its set-up ends with ${failure.type}: ${failure.message}`,
        failure.where
      )
    return yield* new Inconclusive({
      message:
        unknown.length === 0
          ? `${message} where the host's session looks for it, and its set-up does not show whether it needs that`
          : `${message} where the host's session looks for it; whether it needs that depends on ${listOf(unknown)}`
    })
  })
)
